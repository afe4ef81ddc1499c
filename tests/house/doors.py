"""Every door of the house and who is welcome at it: `METHOD address  thing  who`, one line each.

The thing is whose id stands in the address: one of De Kring, the library or the municipality of Bloemendorp. Whoever
is not named is unwelcome there, and everybody is unwelcome at the same thing of another town, unless it is public.
"""

from __future__ import annotations

from tests.house.api_doors import API
from tests.house.rounds import ACCOUNTS, PUBLIC

__all__ = ["API", "NOT_WALKED", "PAGES", "SIGN_IN", "WORDS"]

SIGNED_IN = tuple(who for who in ACCOUNTS if who != PUBLIC)
KRING = ("teacher", "coordinator", "director", "board")
STAFF = ("teacher", "coordinator", "director")
DECIDES = ("coordinator", "director", "board")
SCHOOLS = (*KRING, "other_coordinator")
LIBRARY = ("librarian", "planner")
PROVIDERS = (*LIBRARY, "musician")
TOWN_HALL = ("officer", "assessor", "finance", "controller", "admin")
WORDS = {
    "everybody": ACCOUNTS, "signed-in": SIGNED_IN, "kring": KRING, "staff": STAFF, "decides": DECIDES,
    "schools": SCHOOLS, "library": LIBRARY, "providers": PROVIDERS, "town-hall": TOWN_HALL, "nobody": (),
}  # fmt: skip

PAGES = """
GET  livez                                  -             everybody
GET  readyz                                 -             everybody
GET  -                                      -             everybody
POST language                               -             everybody
GET  offers                                 -             everybody
GET  offers/compare                         -             everybody
GET  offers/<uuid:pk>                       offer         everybody
GET  offers/<uuid:pk>                       draft-offer   library
GET  pictures/<uuid:pk>/<slug:size>.jpg      picture+large  everybody
GET  pictures/<uuid:pk>/<slug:size>.jpg      own-picture+small  library
GET  providers                              -             everybody
GET  providers/<uuid:pk>                    provider      everybody
GET  register                               -             everybody
POST register/check                         -             everybody
GET  brochures                              -             everybody
GET  brochures/<uuid:pk>.pdf                programme     everybody
GET  brochures/<uuid:pk>.<slug:ending>      programme+csv  everybody
GET  searches/stop/<str:token>              stop-token    everybody
GET  calendars                              -             schools providers
POST calendars/open                         -             schools providers
POST calendars/<uuid:pk>/close              feed          coordinator
GET  calendars/<str:token>.ics              feed-token    everybody
GET  calendars/bookings/<uuid:pk>.ics       dated-booking  kring library
GET  about                                  -             everybody
GET  accessibility                          -             everybody
GET  account                                -             signed-in
GET  house-style.css                        -             everybody
GET  house-style.svg                        -             everybody
GET  jobs/<uuid:pk>                         job           staff
GET  jobs/<uuid:pk>/file                    job           staff
POST jobs/<uuid:pk>/again                   failed-job    staff
GET  school                                 -             schools
POST school/as                              -             board
GET  school/results                         -             schools
GET  school/shortlist                       -             schools
POST school/shortlist/add/<uuid:offer>      offer         schools
POST school/shortlist/book                  -             schools
POST school/shortlist/<uuid:pk>             choice        kring
POST school/shortlist/<uuid:pk>/move        choice        kring
POST school/shortlist/<uuid:pk>/remove      choice        kring
GET  school/book/<uuid:offer>               offer         schools
GET  school/fixed                           -             schools
POST school/fixed/<uuid:pk>/<slug:deed>     entitlement+opt-out  decides
GET  school/bookings                        -             schools
GET  school/bookings/<uuid:pk>              booking       kring
POST school/bookings/<uuid:pk>/dates        booking       decides
POST school/bookings/<uuid:pk>/<slug:deed>  booking+withdraw  decides
POST school/bookings/<uuid:pk>/<slug:deed>  proposal+approve  director board
GET  school/waiting                         -             schools
POST school/waiting/join/<uuid:offer>       offer         kring other_coordinator
POST school/waiting/<uuid:pk>/take          kept-place    decides
POST school/waiting/<uuid:pk>/leave         place         kring
GET  school/requests                        -             schools
GET  school/requests/new                    -             schools
POST school/requests/new                    -             kring other_coordinator
GET  school/requests/<uuid:pk>              request       kring
GET  school/requests/<uuid:pk>/change       returned-request  kring
POST school/requests/<uuid:pk>/change       returned-request  decides
POST school/requests/<uuid:pk>/<slug:deed>  request+withdraw  decides
GET  school/needs                           -             schools
POST school/needs/add                       -             kring other_coordinator
POST school/needs/upload                    -             kring other_coordinator
POST school/needs/keep                      -             kring other_coordinator
POST school/needs/hand-in                   -             decides other_coordinator
POST school/needs/reopen                    -             decides other_coordinator
POST school/needs/<uuid:pk>/change          need          kring
POST school/needs/<uuid:pk>/remove          need          kring
GET  school/searches                        -             schools
POST school/searches/save                   -             schools
GET  school/searches/<uuid:pk>              search        coordinator
POST school/searches/<uuid:pk>/change       search        coordinator
POST school/searches/<uuid:pk>/remove       search        coordinator
GET  school/letters                         -             schools
GET  school/letters/<uuid:pk>.pdf           letter        board
GET  school/budget                          -             schools
GET  school/contacts                        -             schools
GET  school/contacts/new                    -             schools
GET  school/contacts/<uuid:pk>              school-contact  kring
POST school/contacts/<uuid:pk>/away         school-contact  decides
POST school/contacts/<uuid:pk>/back         school-contact  decides
POST school/contacts/<uuid:pk>/end          school-contact  decides
GET  school/panels                          -             schools
GET  school/panels/<uuid:pk>                panel         staff
GET  school/panels/<uuid:pk>/seats/<uuid:seat>  panel+school-seat  staff
GET  provider                               -             providers
GET  provider/bookings                      -             providers
GET  provider/bookings/<uuid:pk>            booking       library
POST provider/bookings/<uuid:pk>/deliver    booking       library
POST provider/bookings/<uuid:pk>/dates      booking       library
POST provider/bookings/<uuid:pk>/<slug:deed>  booking+confirm  library
GET  provider/claims                        -             providers
GET  provider/claims/new                    -             providers
GET  provider/claims/<uuid:pk>              claim         library
GET  provider/claims/<uuid:pk>/lines        claim         library
POST provider/claims/<uuid:pk>/evidence     claim         librarian
POST provider/claims/<uuid:pk>/<slug:deed>  claim+withdraw  librarian
GET  provider/evidence/<uuid:pk>            evidence      library
GET  provider/ideas                         -             providers
POST provider/ideas/<uuid:pk>/start         idea          providers
GET  provider/imports                       -             providers
POST provider/imports/upload                -             providers
GET  provider/imports/template/<uuid:programme>  programme  providers
GET  provider/imports/offers/<uuid:programme>  programme  providers
GET  provider/imports/<uuid:pk>             import        library
POST provider/imports/<uuid:pk>/<slug:deed>  import+apply  library
GET  provider/invoices                      -             providers
GET  provider/invoices/<uuid:pk>            invoice       library
GET  provider/invoices/<uuid:pk>/<slug:kind>  invoice+pdf  library
GET  provider/fixed                         -             providers
GET  provider/fixed/<uuid:pk>               fixed         library
GET  provider/offers                        -             providers
GET  provider/offers/new                    -             providers
POST provider/offers/keep                   -             providers
POST provider/offers/preview                -             providers
POST provider/texts/<uuid:pk>/throw-away    text-aside    library
GET  provider/offers/<uuid:pk>              draft-offer   library
GET  provider/offers/<uuid:pk>/edit         draft-offer   library
GET  provider/offers/<uuid:pk>/dates        draft-offer   library
POST provider/offers/<uuid:pk>/sessions     draft-offer   library
GET  provider/sessions/<uuid:pk>            draft-session  library
POST provider/sessions/<uuid:pk>/remove     draft-session  library
GET  provider/offers/<uuid:pk>/renew        draft-offer   library
GET  provider/offers/<uuid:pk>/renewal      renewed-offer  library
GET  provider/offers/<uuid:pk>/versions     draft-offer   library
GET  provider/offers/<uuid:pk>/versions/<int:number>  draft-offer+1  library
POST provider/offers/<uuid:pk>/<slug:deed>  draft-offer+submit  library
GET  provider/details                       -             providers
POST provider/details/bank                  -             librarian musician
POST provider/details/self-billing          -             librarian musician
GET  provider/details/edit                  -             librarian musician
POST provider/details/confirm               -             providers
POST provider/admissions/ask                -             librarian musician
POST provider/admissions/<uuid:pk>/accept   admission     librarian
GET  provider/venues                        -             providers
GET  provider/venues/new                    -             providers
GET  provider/venues/<uuid:pk>              venue         library
POST provider/venues/<uuid:pk>/close        venue         library
GET  provider/contacts                      -             providers
GET  provider/contacts/new                  -             providers
GET  provider/contacts/<uuid:pk>            contact       library
POST provider/contacts/<uuid:pk>/away       contact       library
POST provider/contacts/<uuid:pk>/back       contact       library
POST provider/contacts/<uuid:pk>/end        contact       library
GET  municipality                           -             town-hall
POST municipality/retry/<int:pk>            undelivered   officer finance admin
GET  municipality/claims                    -             town-hall
GET  municipality/claims/<uuid:pk>          claim         town-hall
POST municipality/claims/<uuid:pk>/decide   claim         officer assessor
GET  municipality/evidence/<uuid:pk>        evidence      town-hall
GET  municipality/review                    -             town-hall
GET  municipality/review/<uuid:pk>          submitted-offer  town-hall
POST municipality/review/many               -             officer
GET  municipality/review/rules              -             town-hall
POST municipality/review/rules/add          -             officer
POST municipality/review/<uuid:pk>/return   submitted-offer  officer
POST municipality/review/<uuid:pk>/answer   submitted-offer  officer
POST municipality/review/<uuid:pk>/case     submitted-offer  officer
POST municipality/review/<uuid:pk>/case/<slug:case>/drop  submitted-offer+in_doubt  officer
GET  municipality/review/<uuid:pk>/versions  submitted-offer  town-hall
GET  municipality/review/<uuid:pk>/versions/<int:number>  submitted-offer+1  town-hall
POST municipality/review/<uuid:pk>/<slug:deed>  submitted-offer+publish  officer
GET  municipality/providers                 -             town-hall
GET  municipality/providers/invite          -             officer admin
GET  municipality/providers/<uuid:pk>       admission     town-hall
POST municipality/providers/<uuid:pk>/<slug:deed>  admission+suspend  officer admin
GET  municipality/requests                  -             town-hall
GET  municipality/requests/<uuid:pk>        request       town-hall
POST municipality/requests/<uuid:pk>/decide  request       officer
POST municipality/requests/<uuid:pk>/<slug:deed>  granted-request+close  officer
GET  municipality/needs                     -             town-hall
GET  municipality/rounds                    -             town-hall
POST municipality/rounds/plan               -             officer
GET  municipality/rounds/frames             -             town-hall
POST municipality/rounds/frames/draft       -             officer
POST municipality/rounds/frames/terms       -             officer
POST municipality/rounds/frames/<uuid:pk>/adopt  draft-frame  officer
GET  municipality/rounds/results/<uuid:pk>  allocation    town-hall
GET  municipality/rounds/results/<uuid:pk>/input.json  allocation  town-hall
POST municipality/rounds/<uuid:pk>/divide   divisible-round  officer
GET  municipality/rounds/<uuid:pk>          round         town-hall
POST municipality/rounds/<uuid:pk>/<slug:deed>  round+close  officer
GET  municipality/panels                    -             town-hall
POST municipality/panels/terms              -             officer
POST municipality/panels/start              -             officer
GET  municipality/panels/<uuid:pk>          panel         town-hall
POST municipality/panels/<uuid:pk>/close    panel         officer
GET  municipality/panels/<uuid:pk>/seats/<uuid:seat>  panel+outside-seat  officer
GET  municipality/bookings                  -             town-hall
GET  municipality/bookings/<uuid:pk>        booking       town-hall
GET  municipality/fixed                     -             town-hall
GET  municipality/fixed/<uuid:pk>           fixed         town-hall
GET  municipality/radar                     -             town-hall
POST municipality/radar/remind              -             officer
POST municipality/radar/terms               -             officer
GET  municipality/reach                     -             town-hall
GET  municipality/schools                   -             town-hall
GET  municipality/schools/<uuid:pk>         school        town-hall
GET  municipality/progress                  -             town-hall
GET  municipality/measures                  -             town-hall
GET  municipality/measures/add              -             officer
GET  municipality/measures/<uuid:pk>        measure       town-hall
POST municipality/measures/<uuid:pk>/change  measure      officer
POST municipality/measures/<uuid:pk>/phase  measure       officer
GET  municipality/facts                     -             town-hall
GET  municipality/board-grants              -             town-hall
GET  municipality/board-grants/new          -             officer
GET  municipality/board-grants/<uuid:pk>    board-grant   town-hall
POST municipality/board-grants/<uuid:pk>/<slug:deed>  proposed-board-grant+confirm  officer finance
GET  municipality/schemes                   -             town-hall
GET  municipality/schemes/new               -             officer
GET  municipality/schemes/<uuid:pk>         scheme        town-hall
GET  municipality/schemes/<uuid:pk>.pdf     scheme        town-hall
GET  municipality/schemes/<uuid:pk>/edit    draft-scheme  officer
POST municipality/schemes/<uuid:pk>/adopt   draft-scheme  officer
POST municipality/schemes/<uuid:pk>/decide  scheme        officer
POST municipality/schemes/applications/<uuid:pk>/<slug:deed>  application+confirm  officer finance
GET  municipality/letters                   -             town-hall
GET  municipality/letters/texts             -             town-hall
GET  municipality/letters/texts/<slug:kind>/<slug:language>  letter-kind+nl  town-hall
POST municipality/letters/texts/<slug:kind>/<slug:language>/write  letter-kind+nl  officer
POST municipality/letters/texts/<slug:kind>/<slug:language>/reset  letter-kind+nl  officer
GET  municipality/letters/<uuid:pk>.pdf     letter        town-hall
GET  municipality/registers                 -             town-hall
POST municipality/registers/look            -             officer admin
GET  municipality/registers/masked          -             town-hall
GET  municipality/registers/masked/<int:pk>  masked-count  officer admin
POST municipality/registers/masked/<int:pk>  masked-count  officer admin
GET  municipality/registers/<uuid:pk>       register      town-hall
POST municipality/registers/<uuid:pk>/load  register      officer admin
GET  municipality/exchange                  -             town-hall
GET  municipality/exchange/offers.json      -             town-hall
POST municipality/exchange/receive          -             officer
POST municipality/exchange/<uuid:pk>/<slug:deed>  idea+dismiss  officer
GET  municipality/imports                   -             town-hall
POST municipality/imports/upload            -             officer
GET  municipality/imports/template/<uuid:programme>  programme  town-hall
GET  municipality/imports/offers/<uuid:programme>  programme  town-hall
GET  municipality/imports/<uuid:pk>         town-import   town-hall
POST municipality/imports/<uuid:pk>/<slug:deed>  town-import+apply  officer
GET  municipality/invoices                  -             town-hall
GET  municipality/invoices/<uuid:pk>        invoice       town-hall
GET  municipality/invoices/<uuid:pk>/<slug:kind>  invoice+ubl  town-hall
GET  municipality/payments                  -             town-hall
POST municipality/payments/prepare          -             finance
GET  municipality/payments/<uuid:pk>        batch         town-hall
GET  municipality/payments/<uuid:pk>/file   released-batch  town-hall
POST municipality/payments/<uuid:pk>/<slug:deed>  batch+release  officer finance
GET  municipality/sisa                      -             town-hall
GET  municipality/sisa/<int:year>           year          town-hall
GET  municipality/sisa/<int:year>/<slug:regulation>/<slug:goal>  year+LOKAAL+talent  town-hall
GET  municipality/journal                   -             town-hall
"""

# Addresses that are not ours to describe, or that exist in the demo only: what they are, and why no round is made.
NOT_WALKED = {
    "municipality/providers/invite/<uuid:pk>": "asks a provider of another municipality (tests/frontend)",
    "api/": "answers everything unknown below /api with a problem (tests/api)",
    "api/<path:rest>": "the same",
    "demo": "answers 404 outside a demo (tests/frontend)",
    "demo/sign-in": "answers 404 outside a demo (tests/frontend)",
}
SIGN_IN = "accounts/"  # allauth's own pages: sign-in, password; about the signed-in person alone
