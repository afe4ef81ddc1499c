"""Who is welcome where money is divided, at pages and in the API; written as in `doors`."""

PAGES = """
GET  school/teams                           -             schools
POST school/teams/add                       -             decides other_coordinator
POST school/teams/<uuid:pk>                 team          decides
GET  school/transfers                       -             schools
POST school/transfers/propose               -             director board
POST school/transfers/<uuid:pk>/<slug:deed>  transfer+confirm  board
GET  municipality/split                     -             town-hall
GET  municipality/split/<uuid:pk>           split         town-hall
GET  municipality/split/leftovers           -             town-hall
POST municipality/split/leftovers/call-back  -            officer
POST municipality/split/adopt               -             officer
"""

API = """
GET    splits                               -             town-hall
POST   splits                               -             officer
GET    splits/<uuid:id>                     split         town-hall
GET    splits/<uuid:id>/preview             split         town-hall
POST   splits/<uuid:id>/adoptions           split         officer
GET    budget-transfers                     -             schools town-hall
POST   budget-transfers                     -             director board other_coordinator
GET    budget-transfers/<uuid:id>           transfer      kring other_coordinator town-hall
POST   budget-transfers/<uuid:id>/confirmations  transfer  board
POST   budget-transfers/<uuid:id>/refusals  transfer      board
GET    budget-recalls                       -             town-hall
POST   budget-recalls                       -             officer
GET    budget-recalls/<uuid:id>             recall        town-hall
GET    team-budgets                         -             schools town-hall
POST   team-budgets                         -             decides other_coordinator
GET    team-budgets/<uuid:id>               team          kring
PATCH  team-budgets/<uuid:id>               team          decides
"""
