"""The pages of a school."""

from django.urls import path

from frontend.schools import book, booking, bookings, budget, contacts, dates, fixed, home, panels, searches, shortlist

app_name = "schools"
urlpatterns = [
    path("school/panels", panels.panels, name="panels"),
    path("school/panels/<uuid:pk>", panels.panel, name="panel"),
    path("school/panels/<uuid:pk>/seats/<uuid:seat>", panels.rank, name="rank"),
    path("school", home.home, name="home"),
    path("school/as", home.act_for, name="act-for"),
    path("school/shortlist", shortlist.shortlist, name="shortlist"),
    path("school/shortlist/add/<uuid:offer>", shortlist.choose, name="choose"),
    path("school/shortlist/book", shortlist.book_all, name="book-all"),
    path("school/shortlist/<uuid:pk>", shortlist.edit, name="choice"),
    path("school/shortlist/<uuid:pk>/move", shortlist.move, name="move"),
    path("school/shortlist/<uuid:pk>/remove", shortlist.remove, name="remove"),
    path("school/fixed", fixed.fixed, name="fixed"),
    path("school/fixed/<uuid:pk>/<slug:deed>", fixed.do, name="fixed-deed"),
    path("school/book/<uuid:offer>", book.book, name="book"),
    path("school/bookings", bookings.bookings, name="bookings"),
    path("school/bookings/<uuid:pk>", booking.booking, name="booking"),
    path("school/bookings/<uuid:pk>/dates", dates.reschedule, name="dates"),
    path("school/bookings/<uuid:pk>/<slug:deed>", booking.do, name="deed"),
    path("school/searches", searches.searches, name="searches"),
    path("school/searches/save", searches.save, name="save-search"),
    path("school/searches/<uuid:pk>", searches.search, name="search"),
    path("school/searches/<uuid:pk>/change", searches.edit, name="edit-search"),
    path("school/searches/<uuid:pk>/remove", searches.remove, name="remove-search"),
    path("school/budget", budget.budget, name="budget"),
    path("school/contacts", contacts.contacts, name="contacts"),
    path("school/contacts/new", contacts.new, name="new-contact"),
    path("school/contacts/<uuid:pk>", contacts.contact, name="contact"),
    path("school/contacts/<uuid:pk>/away", contacts.away, name="contact-away"),
    path("school/contacts/<uuid:pk>/back", contacts.back, name="contact-back"),
    path("school/contacts/<uuid:pk>/end", contacts.end, name="contact-end"),
]
