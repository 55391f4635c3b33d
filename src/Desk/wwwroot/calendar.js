// The week as it is promised. Times come as wall times of the interviewer's own place, so the calendar is told no zone and turns none.
const place = document.querySelector("[data-calendar]");
if (place && window.FullCalendar) {
  const narrow = matchMedia("(max-width: 48rem)").matches;
  const calendar = new FullCalendar.Calendar(place, {
    initialView: narrow ? "listWeek" : "timeGridWeek",
    headerToolbar: { start: "title", center: "", end: narrow ? "prev,next" : "dayGridMonth,timeGridWeek,listWeek today prev,next" },
    // Words in place of the library's arrows, which nobody who listens to the page would hear.
    buttonIcons: false,
    buttonHints: { prev: "Earlier", next: "Later", today: "Today" },
    buttonText: { prev: "Earlier", next: "Later", today: "Today", month: "Month", week: "Week", list: "List", day: "Day" },
    // Dates as everywhere else on our pages: the day before its month.
    locale: "en-gb",
    timeZone: "UTC",
    now: place.dataset.now,
    nowIndicator: true,
    firstDay: 1,
    allDaySlot: false,
    displayEventEnd: false,
    height: "auto",
    slotMinTime: "07:00:00",
    slotMaxTime: "21:00:00",
    // An interview of half an hour has room for one line only.
    eventShortHeight: 40,
    slotLabelFormat: { hour: "2-digit", minute: "2-digit", hour12: false },
    eventTimeFormat: { hour: "2-digit", minute: "2-digit", hour12: false },
    dayHeaderFormat: { weekday: "short", day: "numeric" },
    noEventsContent: "Nothing is promised in this week.",
    businessHours: { daysOfWeek: place.dataset.days.split(",").filter(Boolean).map((day) => Number(day) % 7), startTime: place.dataset.from, endTime: place.dataset.until },
    events: place.dataset.calendar,
  });
  calendar.render();
}
