"""Who is welcome at each page of the money of the municipality: grants, plan and ledger; written as in `doors`."""

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
GET  municipality/grants                    -             town-hall
GET  municipality/grants/new                -             officer
POST municipality/grants/infotool           -             officer
GET  municipality/grants/<uuid:pk>          grant         town-hall
POST municipality/grants/<uuid:pk>/receive  grant         officer finance
POST municipality/grants/<uuid:pk>/settle   grant         officer finance
"""
