"""Every door of the API and who is welcome at it, in the words of `doors`."""

from __future__ import annotations

API = """
GET    municipalities                       -             everybody
GET    municipalities/<uuid:id>             municipality  everybody
GET    providers                            -             everybody
GET    providers/<uuid:id>                  provider      everybody
PATCH  providers/<uuid:id>                  provider      librarian
POST   providers/<uuid:id>/confirmations    provider      library
POST   provider-registrations               -             everybody
GET    admissions                           -             signed-in
POST   admissions                           -             librarian musician officer admin
GET    admissions/<uuid:id>                 admission     library town-hall
POST   admissions/<uuid:id>/decisions       admission     officer admin
POST   admissions/<uuid:id>/acceptances     admission     librarian
GET    venues                               -             everybody
POST   venues                               -             providers
GET    venues/<uuid:id>                     venue         everybody
PATCH  venues/<uuid:id>                     venue         library
POST   venues/<uuid:id>/closings            venue         library
POST   venues/<uuid:id>/reopenings          closed-venue  library
GET    contact-persons                      -             signed-in
POST   contact-persons                      -             providers decides other_coordinator
GET    contact-persons/<uuid:id>            contact       library town-hall
PATCH  contact-persons/<uuid:id>            contact       library
POST   contact-persons/<uuid:id>/absences   contact       library
POST   contact-persons/<uuid:id>/returns    contact       library
POST   contact-persons/<uuid:id>/endings    contact       library
GET    schools                              -             signed-in
GET    schools/<uuid:id>                    school        kring town-hall
GET    boards                               -             signed-in
GET    boards/<uuid:id>                     board         schools town-hall
GET    pupil-counts                         -             signed-in
GET    school-scores                        -             signed-in
GET    pupil-counts/<int:id>                masked-count  kring town-hall
POST   pupil-counts/<int:id>/figures        masked-count  officer admin
GET    programmes                           -             everybody
GET    programmes/<uuid:id>                 programme     everybody
GET    themes                               -             everybody
POST   themes                               -             officer
GET    themes/<uuid:id>                     theme         everybody
GET    regulations                          -             everybody
GET    regulations/<slug:id>                regulation    everybody
GET    brochures/<uuid:id>.pdf              programme     everybody
GET    brochures/<uuid:id>.json             programme     everybody
GET    brochures/<uuid:id>.csv              programme     everybody
GET    brochures/<uuid:id>.xlsx             programme     everybody
GET    offers                               -             everybody
POST   offers                               -             providers
GET    offers/<uuid:id>                     offer         everybody
GET    offers/<uuid:id>                     draft-offer   library
GET    offers/<uuid:id>                     submitted-offer  library town-hall
PATCH  offers/<uuid:id>                     draft-offer   library
GET    offers/<uuid:id>/sessions            offer         everybody
GET    offers/<uuid:id>/sessions            draft-offer   library
POST   offers/<uuid:id>/sessions            draft-offer   library
POST   offers/<uuid:id>/session-series      draft-offer   library
GET    sessions/<uuid:id>                   draft-session  library
PATCH  sessions/<uuid:id>                   draft-session  library
DELETE sessions/<uuid:id>                   draft-session  library
POST   offers/<uuid:id>/submissions         draft-offer   library
POST   offers/<uuid:id>/reviews             submitted-offer  officer
GET    offers/<uuid:id>/revisions           submitted-offer  library town-hall
GET    offers/<uuid:id>/revisions           draft-offer   library
GET    offers/<uuid:id>/revisions/<int:number>  submitted-offer+1  library town-hall
GET    offers/<uuid:id>/cases               submitted-offer  library town-hall
POST   offers/<uuid:id>/case-additions      submitted-offer  officer
POST   offers/<uuid:id>/case-removals       submitted-offer  officer
POST   offers/<uuid:id>/accountant-answers  submitted-offer  officer
POST   offer-reviews                        -             officer
GET    facts                                -             everybody
GET    eligibility-rules                    -             everybody
POST   eligibility-rules                    -             officer
GET    eligibility-rules/<uuid:id>          rule          everybody
POST   offers/<uuid:id>/withdrawals         submitted-offer  library officer
POST   offers/<uuid:id>/renewals            offer         library
GET    offers/<uuid:id>/renewal-wishes      offer         library town-hall
POST   offers/<uuid:id>/renewal-wishes      offer         kring other_coordinator
GET    pictures                             -             signed-in
POST   pictures                             -             providers
GET    pictures/<uuid:id>                   own-picture   library
PATCH  pictures/<uuid:id>                   own-picture   library
DELETE pictures/<uuid:id>                   own-picture   library
GET    imports                              -             signed-in
POST   imports                              -             providers officer
GET    imports/<uuid:id>                    import        library
GET    imports/<uuid:id>                    town-import   town-hall
GET    imports/<uuid:id>                    register      town-hall
GET    imports/<uuid:id>/rows               import        library
GET    imports/<uuid:id>/rows               register      town-hall
POST   imports/<uuid:id>/applications       register      officer
POST   imports/<uuid:id>/applications       import        library
POST   imports/<uuid:id>/reversals          town-import   officer
POST   programmes/<uuid:id>/overspend-policies  programme  officer
POST   programmes/<uuid:id>/panel-terms     programme     officer
GET    panels                               -             schools town-hall
POST   panels                               -             officer
GET    panels/<uuid:id>                     panel         staff town-hall
POST   panels/<uuid:id>/rankings            panel         staff officer
POST   panels/<uuid:id>/closings            panel         officer
GET    accounts                             -             schools town-hall
GET    accounts/<uuid:id>                   account       kring town-hall
GET    accounts/<uuid:id>/entries           account       kring town-hall
POST   accounts/<uuid:id>/corrections       line-account  finance
GET    corrections                          -             town-hall
GET    corrections/<uuid:id>                correction    town-hall
POST   corrections/<uuid:id>/confirmations  correction    finance
POST   corrections/<uuid:id>/refusals       correction    finance
GET    periods                              -             town-hall
POST   periods                              -             finance
GET    periods/<uuid:id>                    period        town-hall
GET    periods/<uuid:id>/lines              period        town-hall
POST   periods/<uuid:id>/reopenings         period        finance
GET    handovers                            -             town-hall
POST   handovers                            -             officer finance
GET    handovers/<uuid:id>                  handover      town-hall
POST   handovers/<uuid:id>/confirmations    handover      finance
POST   handovers/<uuid:id>/refusals         handover      finance
GET    board-grants                         -             schools town-hall
POST   board-grants                         -             officer
GET    board-grants/<uuid:id>               board-grant   board town-hall
GET    board-grants/<uuid:id>               proposed-board-grant  town-hall
POST   board-grants/<uuid:id>/decisions     proposed-board-grant  officer
POST   board-grants/<uuid:id>/confirmations  proposed-board-grant  officer finance
POST   board-grants/<uuid:id>/refusals      proposed-board-grant  officer finance
GET    board-grants/<uuid:id>/letter        board-grant   board town-hall
GET    schemes                              -             schools town-hall
POST   schemes                              -             officer
GET    schemes/<uuid:id>                    scheme        board town-hall
GET    schemes/<uuid:id>                    draft-scheme  town-hall
POST   schemes/<uuid:id>/adoptions          draft-scheme  officer
GET    schemes/<uuid:id>/text               scheme        board town-hall
GET    scheme-applications                  -             schools town-hall
POST   scheme-applications                  -             officer
GET    scheme-applications/<uuid:id>        application   town-hall
POST   scheme-applications/<uuid:id>/confirmations  application  officer finance
POST   scheme-applications/<uuid:id>/refusals  application  officer finance
GET    letters                              -             schools town-hall
GET    letters/<uuid:id>                    letter        board town-hall
GET    letters/<uuid:id>/pdf                letter        board town-hall
GET    letter-templates                     -             town-hall
POST   letter-templates                     -             officer
GET    letter-templates/<uuid:id>           letter-text   town-hall
GET    budget-plans                         -             town-hall
POST   budget-plans                         -             officer
GET    budget-plans/<uuid:id>               plan          town-hall
POST   budget-plans/<uuid:id>/adoptions     draft-plan    officer
POST   budget-plans/<uuid:id>/consents      plan          officer
POST   budget-plans/<uuid:id>/moves         plan          officer
GET    budget-plans/<uuid:id>/progress      plan          town-hall
GET    measures                             -             town-hall
POST   measures                             -             officer
GET    measures/<uuid:id>                   measure       town-hall
PATCH  measures/<uuid:id>                   measure       officer
POST   measures/<uuid:id>/phases            measure       officer
GET    budget-moves                         -             town-hall
GET    budget-moves/<uuid:id>               move          town-hall
POST   budget-moves/<uuid:id>/confirmations move          officer finance
POST   budget-moves/<uuid:id>/refusals      move          officer finance
GET    frames                               -             schools town-hall
POST   frames                               -             officer
GET    frames/<uuid:id>                     frame         schools town-hall
GET    frames/<uuid:id>                     draft-frame   town-hall
POST   frames/<uuid:id>/adoptions           draft-frame   officer
POST   programmes/<uuid:id>/frame-terms     programme     officer
GET    rounds                               -             schools town-hall
POST   rounds                               -             officer
GET    rounds/<uuid:id>                     round         schools town-hall
POST   rounds/<uuid:id>/closings            round         officer
POST   rounds/<uuid:id>/extensions          round         officer
POST   rounds/<uuid:id>/allocations         divisible-round  officer
GET    allocations                          -             town-hall
GET    allocations/<uuid:id>                allocation    town-hall
GET    allocations/<uuid:id>/input          allocation    town-hall
GET    outcomes                             -             schools town-hall
POST   rounds/<uuid:id>/withdrawals         coming-round  officer
GET    choices                              -             schools
POST   choices                              -             kring other_coordinator
GET    choices/<uuid:id>                    choice        kring
PATCH  choices/<uuid:id>                    choice        kring
DELETE choices/<uuid:id>                    choice        kring
GET    entitlements                         -             signed-in
GET    entitlements/<uuid:id>               entitlement   kring library town-hall
POST   entitlements/<uuid:id>/opt-outs      entitlement   decides
POST   entitlements/<uuid:id>/opt-ins       entitlement   decides
GET    needs                                -             signed-in
POST   needs                                -             kring other_coordinator
GET    needs/<uuid:id>                      need          kring town-hall
PATCH  needs/<uuid:id>                      need          kring officer
DELETE needs/<uuid:id>                      need          kring officer
GET    waiting-places                       -             signed-in
POST   waiting-places                       -             kring other_coordinator
GET    waiting-places/<uuid:id>             place         kring library town-hall
POST   waiting-places/<uuid:id>/acceptances  kept-place   decides
POST   waiting-places/<uuid:id>/withdrawals  place        kring
GET    bespoke-requests                     -             schools town-hall
POST   bespoke-requests                     -             kring other_coordinator
GET    bespoke-requests/<uuid:id>           request       kring town-hall
PATCH  bespoke-requests/<uuid:id>           returned-request  decides
POST   bespoke-requests/<uuid:id>/decisions  request      officer
POST   bespoke-requests/<uuid:id>/approvals  proposed-request  director board
POST   bespoke-requests/<uuid:id>/submissions  returned-request  decides
POST   bespoke-requests/<uuid:id>/withdrawals  request    decides
POST   bespoke-requests/<uuid:id>/closings  granted-request  decides officer
POST   bespoke-requests/<uuid:id>/ideas     granted-request  officer
GET    cover-sheets                         -             signed-in
POST   cover-sheets                         -             kring other_coordinator
GET    cover-sheets/<uuid:id>               sheet         kring town-hall
PATCH  cover-sheets/<uuid:id>               sheet         kring officer
POST   cover-sheets/<uuid:id>/needs         sheet         kring officer
POST   cover-sheets/<uuid:id>/submissions   sheet         decides officer
POST   cover-sheets/<uuid:id>/reopenings    handed-in-sheet  decides officer
GET    saved-searches                       -             schools
POST   saved-searches                       -             schools
GET    saved-searches/<uuid:id>             search        coordinator
PATCH  saved-searches/<uuid:id>             search        coordinator
DELETE saved-searches/<uuid:id>             search        coordinator
GET    calendar-feeds                       -             signed-in
POST   calendar-feeds                       -             schools providers
GET    calendar-feeds/<uuid:id>             feed          coordinator
DELETE calendar-feeds/<uuid:id>             feed          coordinator
GET    bookings                             -             signed-in
POST   bookings                             -             kring other_coordinator
GET    bookings/<uuid:id>                   booking       kring library town-hall
POST   bookings/<uuid:id>/approvals         proposal      director board
POST   bookings/<uuid:id>/withdrawals       booking       decides
POST   bookings/<uuid:id>/cancellations     booking       decides
POST   bookings/<uuid:id>/dates             booking       decides library
POST   bookings/<uuid:id>/confirmations     booking       library
POST   bookings/<uuid:id>/declinations      booking       library
POST   bookings/<uuid:id>/deliveries        booking       library
POST   bookings/<uuid:id>/acceptances       booking       decides
POST   bookings/<uuid:id>/disputes          booking       decides
GET    claims                               -             signed-in
POST   claims                               -             librarian musician decides other_coordinator
GET    claims/<uuid:id>                     claim         library town-hall
PATCH  claims/<uuid:id>                     claim         librarian
POST   claims/<uuid:id>/evidence            claim         librarian
POST   claims/<uuid:id>/submissions         claim         librarian
POST   claims/<uuid:id>/withdrawals         claim         librarian
GET    claims/<uuid:id>/checks              claim         library town-hall
POST   claims/<uuid:id>/decisions           claim         officer assessor
POST   claim-decisions                      -             officer assessor
GET    invoices                             -             providers town-hall
GET    invoices/<uuid:id>                   invoice       library town-hall
GET    invoices/<uuid:id>/ubl               invoice       library town-hall
GET    invoices/<uuid:id>/pdf               invoice       library town-hall
GET    payment-batches                      -             librarian musician town-hall
POST   payment-batches                      -             finance
GET    payment-batches/<uuid:id>            batch         town-hall
GET    payment-batches/<uuid:id>/file       released-batch  town-hall
POST   payment-batches/<uuid:id>/releases   batch         officer finance
POST   payment-batches/<uuid:id>/settlements   batch      finance
POST   payment-batches/<uuid:id>/cancellations  batch     finance
POST   bank-statements                      -             finance
GET    reports/reach                        -             town-hall
GET    radar                                -             town-hall
POST   programmes/<uuid:id>/radar-terms     programme     officer
GET    reminders                            -             town-hall
POST   reminders                            -             officer
GET    reminders/<uuid:id>                  reminder      town-hall
GET    sisa-tables/<int:year>               year          town-hall
GET    sisa-tables/<int:year>/evidence      year          town-hall
GET    me                                   -             signed-in
GET    tasks                                -             signed-in
GET    jobs                                 -             signed-in
GET    jobs/<uuid:id>                       job           staff
GET    jobs/<uuid:id>/file                  job           staff
POST   jobs/<uuid:id>/retries               failed-job    staff
GET    journal                              -             town-hall
GET    undelivered                          -             town-hall
POST   undelivered/<int:id>/retries         undelivered   officer finance admin
GET    openapi.json                         -             everybody
GET    openapi.yaml                         -             everybody
GET    docs                                 -             everybody
"""
