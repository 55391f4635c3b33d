// An independent reader of invitations: calendar files on standard input, one JSON string a line; one JSON object a line out.
import readline from 'node:readline';
import { createRequire } from 'node:module';

// From where it runs: whoever has the peers installed in another folder starts it there.
const ICAL = createRequire(`${process.cwd()}/`)('ical.js');

ICAL.design.strict = true;
for await (const line of readline.createInterface({ input: process.stdin })) {
  const calendar = new ICAL.Component(ICAL.parse(JSON.parse(line)));
  const zones = calendar.getAllSubcomponents('vtimezone');
  for (const zone of zones) ICAL.TimezoneService.register(zone);
  const events = calendar.getAllSubcomponents('vevent');
  const one = events[0];
  const event = new ICAL.Event(one);
  const at = time => new Date(time.toUnixTime() * 1000).toISOString();
  console.log(JSON.stringify({
    events: events.length,
    zones: zones.map(zone => zone.getFirstPropertyValue('tzid')),
    method: calendar.getFirstPropertyValue('method'),
    status: one.getFirstPropertyValue('status'),
    uid: event.uid,
    sequence: event.sequence ?? 0,
    stamp: at(one.getFirstPropertyValue('dtstamp')),
    start: at(event.startDate),
    end: at(event.endDate),
    summary: event.summary,
    description: event.description,
    location: event.location,
    organizer: event.organizer,
    entries: events.map(each => new ICAL.Event(each)).map(each => ({ uid: each.uid, summary: each.summary, start: at(each.startDate), end: at(each.endDate) })),
    attendees: event.attendees.map(who => [who.getParameter('cn'), who.getFirstValue()]),
  }));
  ICAL.TimezoneService.reset();
}
