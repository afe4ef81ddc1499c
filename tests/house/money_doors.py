"""Who is welcome at the doors of the money of the municipality: grants, plan and ledger; written as in `doors`."""

API = """
GET    grants                               -             town-hall
POST   grants                               -             officer
GET    grants/<uuid:id>                     grant         town-hall
GET    grants/<uuid:id>/instalments         grant         town-hall
POST   grants/<uuid:id>/receipts            grant         officer finance
POST   grants/<uuid:id>/settlements         grant         officer finance
GET    grant-settlements                    -             town-hall
GET    grant-settlements/<uuid:id>          settlement    town-hall
POST   grant-settlements/<uuid:id>/confirmations  settlement  officer finance
POST   grant-settlements/<uuid:id>/refusals  settlement   officer finance
GET    cash-flows                           -             town-hall
GET    reports/funding                      -             town-hall
GET    co-financings                        -             town-hall
POST   co-financings                        -             officer
GET    co-financings/<uuid:id>              co-financing  town-hall
DELETE co-financings/<uuid:id>              co-financing  officer
"""
PAGES = """
GET  municipality/plan                      -             town-hall
GET  municipality/plan/new                  -             officer
GET  municipality/plan/compare              -             town-hall
POST municipality/plan/<uuid:pk>/adopt      draft-plan    officer
POST municipality/plan/<uuid:pk>/consent    plan          officer
POST municipality/plan/<uuid:pk>/move-money  plan         officer
POST municipality/plan/moves/<uuid:pk>/<slug:deed>  move+confirm  officer finance
GET  municipality/ledger                    -             town-hall
POST municipality/ledger/policy             -             officer
GET  municipality/ledger/<uuid:pk>          account       town-hall
POST municipality/ledger/<uuid:pk>/correct  line-account  finance
POST municipality/ledger/corrections/<uuid:pk>/<slug:deed>  correction+confirm  finance
GET  municipality/periods                   -             town-hall
POST municipality/periods/close             -             finance
GET  municipality/periods/<uuid:pk>         period        town-hall
POST municipality/periods/<uuid:pk>/reopen  period        finance
GET  municipality/handovers                 -             town-hall
POST municipality/handovers/new             -             officer finance
POST municipality/handovers/<uuid:pk>/<slug:deed>  handover+confirm  finance
GET  municipality/cash-flow                 -             town-hall
GET  municipality/funds                     -             town-hall
POST municipality/funds/add                 -             officer
POST municipality/funds/<uuid:pk>/remove    co-financing  officer
GET  municipality/grants                    -             town-hall
GET  municipality/grants/new                -             officer
POST municipality/grants/infotool           -             officer
GET  municipality/grants/<uuid:pk>          grant         town-hall
POST municipality/grants/<uuid:pk>/receive  grant         officer finance
POST municipality/grants/<uuid:pk>/settle   grant         officer finance
POST municipality/settlements/<uuid:pk>/<slug:deed>  settlement+confirm  officer finance
"""
