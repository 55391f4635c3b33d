// Checks that the example fits together: node infra/example/check.mjs. It needs no package and changes nothing.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const text = name => fs.readFileSync(path.join(here, name), 'utf8').replace(/^\ufeff/, '');
const json = name => JSON.parse(text(name));
const faults = [];
let checks = 0;
const ok = (holds, says) => { checks++; if (!holds) faults.push(says); };
const oneSpaced = s => s.split(/\s+/).filter(Boolean).join(' ');
const list = w => Array.isArray(w) ? w : [w];

// ---- the deal list -------------------------------------------------------------------------------------------
function csv(source, separator) {
  const rows = []; let row = [], cell = '', quoted = false, line = 1, start = 1;
  for (let i = 0; i < source.length; i++) {
    const c = source[i];
    if (c === '\n') line++;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (source[i + 1] === '"') { cell += c; i++; }
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === separator) { row.push(cell); cell = ''; }
    else if (c === '\n') { row.push(cell.replace(/\r$/, '')); rows.push({ line: start, row }); row = []; cell = ''; start = line; }
    else cell += c;
  }
  const [head, ...rest] = rows;
  return rest.map(r => ({ line: r.line, ...Object.fromEntries(head.row.map((h, i) => [h, (r.row[i] ?? '').trim()])) }));
}

const engagement = json('engagement.json'), cases = json('cases.json'), report = json('report.json'), rates = json('rate-card.json');
const rows = csv(text('northwind-deals.csv'), ',');

function day(words) {
  const iso = words.match(/^(\d{4})-(\d\d)-(\d\d)$/), dmy = words.match(/^(\d\d)\/(\d\d)\/(\d{4})$/);
  const [y, m, d] = iso ? [+iso[1], +iso[2], +iso[3]] : dmy ? [+dmy[3], +dmy[2], +dmy[1]] : [];
  const made = new Date(Date.UTC(y, m - 1, d));
  return y && made.getUTCMonth() === m - 1 && made.getUTCDate() === d ? made : null;
}
const isMail = s => /^[^@\s]+@[^@\s]+\.[a-z]+$/i.test(s);
const seen = new Set(), good = [], rejected = [], repeated = [];
for (const r of rows) {
  const id = r['Opportunity ID'];
  if (seen.has(id)) { repeated.push(r); continue; }
  const reachable = isMail(r['Contact: Email']) || r['Contact: Phone'] !== '';
  if (!r['Contact: Full Name'] || !reachable || !day(r['Close Date'])) rejected.push(r);
  else { seen.add(id); good.push(r); }
}
const expected = engagement.dealList.expected;
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
ok(rows.length === expected.rowsInFile, `the list holds ${rows.length} rows, ${expected.rowsInFile} expected`);
ok(good.length === 60, `${good.length} good deals, 60 expected`);
ok(good.filter(r => r.Stage === 'Closed Lost').length === 34, 'not 34 lost');
ok(good.filter(r => r.Stage === 'Closed Won').length === 26, 'not 26 won');
ok(same(rejected.map(r => r.line), expected.rejected.map(r => r.line)), `rejected lines ${rejected.map(r => r.line)}`);
ok(same(repeated.map(r => r.line), expected.repeated.map(r => r.line)), `repeated lines ${repeated.map(r => r.line)}`);
ok(good.every(r => day(r['Close Date']) >= new Date('2026-07-01') && day(r['Close Date']) <= new Date('2026-10-31')), 'a deal outside July to October');
ok(new Set(good.map(r => r['Contact: Full Name'])).size === 60, 'a person stands in two good rows');
const fixed = csv(text('northwind-deals-fixed.csv'), ',');
ok(fixed.length === rejected.length && fixed.every(r => r['Contact: Full Name'] && isMail(r['Contact: Email']) && day(r['Close Date'])), 'a mended row is not good');
ok(same(fixed.map(r => r['Opportunity ID']).sort(), rejected.map(r => r['Opportunity ID']).sort()), 'the mended rows are not the rejected ones');
const hub = csv(fs.readFileSync(path.join(here, 'hubspot-sample.csv')).toString('latin1').replace(/\x80/g, '€'), ';');
ok(hub.length === 8 && hub.every(r => isMail(r.Email) && day(r['Close Date'])), 'the second list does not hold 8 good deals');
ok(hub[0]['Associated Company'] === 'Société Brumaire' && hub[0].Amount === '48.500,00 €', 'the second list is not Windows-1252');
for (const r of [...rows, ...fixed]) {
  const mail = r['Contact: Email'], phone = r['Contact: Phone'];
  ok(!isMail(mail) || mail.toLowerCase().endsWith('.example'), `${mail} is not fictional`);
  ok(phone === '' || /^(\+351 9\d 555 |00351 9\d555|\+44 7700 900\d{3}$|\+1 \d{3} 555 01\d\d$|\+49 \d+ 555 |\+46 70 174 06 )/.test(phone), `${phone} is not fictional`);
}
const outlying = engagement.outlying.regions;
const leftOut = new Set(engagement.dealList.leaveOut.map(d => d.opportunity));
const listed = good.filter(r => !leftOut.has(r['Opportunity ID']));
ok(leftOut.size === 6 && listed.length === 54, 'not 6 deals to leave out');
ok(listed.filter(r => outlying.includes(r.Region)).length >= 15, 'fewer than 15 outlying deals');
for (const region of outlying) ok(listed.filter(r => r.Region === region).length >= 5, `fewer than 5 deals in ${region}`);

// ---- transcripts, read as people read them: cues, and turns that join the cues of one voice ---------------------
const seconds = t => t.replace(',', '.').split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
const entities = s => s.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
function prefixed(words) {
  const m = words.match(/^([^:]{1,40}): (.*)$/s);
  return m ? { speaker: m[1], words: m[2] } : { speaker: null, words };
}
function cuesOf(format, source) {
  const blocks = source.split(/\n\s*\n/).map(b => b.trim()).filter(Boolean), cues = [];
  const timed = (b, arrow) => {
    const lines = b.split('\n'), at = lines.findIndex(l => arrow.test(l));
    if (at < 0) return null;
    const [, from, to] = lines[at].match(arrow);
    return { start: seconds(from), end: seconds(to), words: lines.slice(at + 1).join(' ') };
  };
  for (const b of blocks) {
    if (format === 'zoom' || format === 'srt' || format === 'sbv') {
      const c = timed(b, format === 'sbv' ? /^([\d:.]+),([\d:.]+)$/ : /^([\d:.,]+) --> ([\d:.,]+)/);
      if (c) cues.push({ ...c, ...prefixed(c.words) });
    } else if (format === 'teams') {
      const c = timed(b, /^([\d:.,]+) --> ([\d:.,]+)/);
      if (c) { const [, speaker, words] = c.words.match(/^<v ([^>]+)>(.*)<\/v>$/); cues.push({ ...c, speaker, words: entities(words) }); }
    } else if (format === 'otter' || format === 'rev') {
      const [head, ...said] = b.split('\n');
      const [, speaker, at] = head.match(format === 'otter' ? /^(.+?)  ([\d:]+)\s*$/ : /^(.+?) \(([\d:]+)\):$/);
      cues.push({ speaker, start: seconds(at), words: said.join(' ') });
    } else if (format === 'plain') cues.push(prefixed(b.replace(/\n/g, ' ')));
    else for (const l of b.split('\n')) { const [, at, words] = l.match(/^(\d\d:\d\d) (.*)$/); cues.push({ speaker: 'Notes', start: seconds(at), words }); }
  }
  cues.forEach((c, i) => { c.end ??= cues[i + 1]?.start ?? c.start; c.words = oneSpaced(c.words); });
  return cues;
}
function turnsOf(cues) {
  const turns = [];
  for (const c of cues) {
    const last = turns.at(-1);
    if (last && last.speaker === c.speaker && c.speaker !== 'Notes') { last.parts.push({ cue: c, from: last.words.length + 1 }); last.words += ' ' + c.words; }
    else turns.push({ speaker: c.speaker, words: c.words, parts: [{ cue: c, from: 0 }] });
  }
  return turns;
}
function places(pieces, words) {
  const found = [];
  pieces.forEach((p, n) => { for (let at = p.words.indexOf(words); at >= 0; at = p.words.indexOf(words, at + 1)) found.push({ n, from: at, to: at + words.length }); });
  return found;
}
const letters = s => s.toLowerCase().replace(/[’']/g, "'").match(/[\p{L}\p{N}']+/gu) ?? [];
const grams = (s, n) => { const w = letters(s); return w.slice(n - 1).map((_, i) => w.slice(i, i + n).join(' ')); };

const levels = ['named', 'role', 'unattributed', 'paraphrase', 'aggregate'];
const reasons = new Set(engagement.codeBook.map(r => r.key));
const roles = { 'A head of operations': 'Head of Operations', 'A head of logistics': 'Head of Logistics', 'A transport manager': 'Transport Manager', 'A managing director': 'Managing Director', 'A supply chain director': 'Supply Chain Director' };
const done = cases.filter(c => c.outcome === 'completed');
const openers = /between (you and (me|i)|us\b)|(don'?t|do not) quote me|off the record|shouldn'?t say/i;
const sealedGrams = new Map(), sizes = [];
let sealed = 0, live = 0, silent = 0, coded = 0, quoted = 0, longOnes = 0;

for (const c of done) {
  const name = c.transcript, cues = cuesOf(c.format, text(name)), turns = turnsOf(cues);
  const notes = c.format === 'notes';
  const count = cues.reduce((n, x) => n + letters(x.words).length, 0);
  sizes.push(count);
  if (count >= 1400) longOnes++;
  if (!notes) ok(same(Object.keys(c.speakers).sort(), [...new Set(cues.map(x => x.speaker))].sort()), `${name}: voices ${[...new Set(cues.map(x => x.speaker))]}`);
  ok(notes === !c.consent.recording, `${name}: notes and recording disagree`);
  ok(cues.every((x, i) => i === 0 || x.start === undefined || x.start >= cues[i - 1].start), `${name}: time runs backwards`);
  const taken = [];
  for (const a of c.asides) {
    const where = list(a.words).map(w => places(cues, w));
    where.forEach((p, i) => ok(p.length === 1, `${name}: aside found ${p.length} times: ${list(a.words)[i]}`));
    if (where.some(p => p.length !== 1)) continue;
    where.forEach(([p]) => taken.push(p));
    ok(where.every(([p], i) => i === 0 || p.n === where[i - 1][0].n + 1), `${name}: an aside's cues do not follow each other`);
    ok(places(turns, list(a.words).join(' ')).length === 1, `${name}: an aside does not stand in one turn: ${list(a.words)[0]}`);
    ok(a.by === c.speakers[cues[where[0][0].n].speaker] || a.by === 'interviewer', `${name}: an aside declared by nobody who spoke`);
    if (!a.acknowledges) { sealed++; if (!openers.test(list(a.words).join(' '))) { silent++; ok(a.live, `${name}: no phrase and no mark: ${list(a.words)[0]}`); } }
    for (const g of grams(list(a.words).join(' '), 6)) sealedGrams.set(g, name);
    if (a.live) {
      live++;
      // A hand is slower than a mouth: a mark is laid five seconds earlier and two later, and takes whole cues.
      const from = seconds(a.from) + c.shiftSeconds - 5, to = seconds(a.to) + c.shiftSeconds + 2;
      const touched = cues.map((x, n) => ({ x, n })).filter(({ x }) => x.start !== undefined && x.start < to && Math.max(x.end, x.start) > from).map(t => t.n);
      ok(same(touched, where.map(([p]) => p.n)), `${name}: the live mark ${a.from} to ${a.to} covers cues ${touched}, the aside stands in ${where.map(([p]) => p.n)}`);
    }
  }
  const told = c.asides.filter(a => !a.acknowledges).length;
  ok(told >= 1 && told <= 3, `${name}: ${told} asides`);
  for (const x of [...c.coding, ...c.quotes]) {
    const p = places(cues, x.words);
    ok(p.length === 1, `${name}: found ${p.length} times: ${x.words}`);
    ok(places(turns, x.words).length === 1, `${name}: not once in one turn: ${x.words}`);
    if (p.length === 1) {
      ok(c.speakers[cues[p[0].n].speaker] === 'buyer', `${name}: not the buyer's words: ${x.words}`);
      ok(!taken.some(t => t.n === p[0].n && t.from < p[0].to && t.to > p[0].from), `${name}: overlaps an aside: ${x.words}`);
    }
  }
  for (const x of c.coding) { coded++; ok(reasons.has(x.reason) && '+-'.includes(x.sign) && x.weight >= 1 && x.weight <= 3, `${name}: ${x.reason}`); }
  for (const q of c.quotes) {
    quoted++;
    ok(levels.indexOf(q.level) >= Math.max(1, levels.indexOf(c.consent.level)) && levels.indexOf(q.level) <= 2, `${name}: a quote above what was agreed`);
    const said = new RegExp('\\b(' + c.saidAs.map(s => s.replace(/[.*+?]/g, '\\$&')).join('|') + ')\\b');
    ok(!said.test(q.words), `${name}: a quote names somebody: ${q.words}`);
    if (q.level === 'role') {
      const fit = listed.filter(r => r['Contact: Title'] === roles[q.role] && (r.Stage === 'Closed Won') === (c.side === 'chose us')).length;
      ok(fit >= engagement.engagement.k, `${name}: ${q.role} fits ${fit} deals`);
    }
  }
  ok(Object.values(c.writeUp).length === 5 && Object.values(c.writeUp).every(Boolean), `${name}: write-up`);
}
ok(fs.readdirSync(path.join(here, 'transcripts')).length === 24, 'not 24 transcript files');
ok(longOnes === 6, `${longOnes} long interviews, 6 expected`);
ok(sizes.filter(n => n < 1400).every(n => n >= 300 && n <= 620), 'a short interview is too short or too long');

// ---- the cases ---------------------------------------------------------------------------------------------------
const started = new Date(engagement.engagement.fieldwork.from + 'T00:00:00Z');
ok(started.getUTCDay() === 1, 'fieldwork does not begin on a Monday');
const minutes = t => t.split(':').reduce((s, p) => s * 60 + Number(p), 0);
const unanswered = new Set(['voicemail', 'noAnswer']);
for (const c of cases) {
  const who = `${c.deal.account}, ${c.deal.contact}`;
  const row = good.find(r => r['Opportunity ID'] === c.deal.opportunity);
  ok(row && row['Account Name'] === c.deal.account && row['Contact: Full Name'] === c.deal.contact, `${who} is not on the list`);
  if (!row) continue;
  ok(!leftOut.has(c.deal.opportunity), `${who} was left out`);
  ok((row.Stage === 'Closed Won') === (c.side === 'chose us'), `${who}: wrong side`);
  ok(engagement.team.interviewers.includes(c.interviewer), `${who}: ${c.interviewer}`);
  const facts = [...c.history, ...(c.start ? [c.start] : [])];
  facts.forEach((f, i) => {
    ok(f.day % 7 < 5, `${who}: day ${f.day} is a weekend`);
    ok(new Date(started.getTime() + f.day * 864e5) > day(row['Close Date']), `${who}: day ${f.day} is before the decision`);
    ok(minutes(f.time) >= 510 && minutes(f.time) <= 1080, `${who}: ${f.time} is out of hours`);
    ok(i === 0 || f.day * 1440 + minutes(f.time) > facts[i - 1].day * 1440 + minutes(facts[i - 1].time), `${who}: out of order at day ${f.day}`);
  });
  const tries = c.history.filter(f => !['busy', 'inbound', 'email', 'moved', 'calledOff', 'missedByUs'].includes(f.outcome));
  ok(tries.length <= 6, `${who}: ${tries.length} attempts`);
  for (const d of new Set(tries.map(f => f.day))) ok(tries.filter(f => f.day === d && unanswered.has(f.outcome)).length <= 2, `${who}: too often on day ${d}`);
  c.history.forEach((f, i) => {
    const before = c.history[i - 1];
    if (before?.outcome === 'voicemail' && !['inbound', 'callback'].includes(f.outcome)) ok(f.day - before.day >= 2, `${who}: rung again too soon after a message`);
    if (before?.outcome === 'busy' && f.day === before.day) ok(minutes(f.time) - minutes(before.time) >= 30, `${who}: busy, rung again too soon`);
  });
  const promised = c.history.filter(f => f.promised).at(-1)?.promised;
  if (c.start) ok(promised?.day === c.start.day && promised?.time === c.start.time, `${who}: started at another time than booked`);
}
ok(new Set(cases.map(c => c.deal.opportunity)).size === cases.length, 'a deal has two cases');
const inside = c => outlying.includes(c.respondent.region);
const neglected = done.filter(c => c.coding.some(x => x.reason === 'distance' && x.sign === '-'));
ok(done.length === 24, `${done.length} interviews`);
ok(done.filter(c => c.side === 'chose us').length === 11 && done.filter(c => c.side === 'went elsewhere').length === 13, 'not 11 and 13');
ok(done.filter(inside).length === 12, `${done.filter(inside).length} outlying interviews`);
ok(neglected.length === 3 && neglected.every(inside), `${neglected.length} feel neglected`);
ok(!done.some(c => !neglected.includes(c) && c.coding.some(x => x.reason === 'distance')), 'somebody else speaks of distance');
ok(done.filter(c => c.tier === 'senior').length >= engagement.engagement.k, 'too few senior interviews for a line of their own');

const by = (side, key, sign) => done.filter(c => c.side === side && c.coding.some(x => x.reason === key && x.sign === sign)).length;
const shares = { 'went elsewhere': [['date-for-going-live', 10], ['one-person-in-charge', 7], ['contract-length', 5], ['price', 5]], 'chose us': [['plans-that-hold', 10], ['people-who-know-freight', 8], ['works-with-our-systems', 6], ['support-in-our-language', 5]] };
for (const [side, top] of Object.entries(shares)) for (const [key, n] of top) ok(by(side, key, side === 'chose us' ? '+' : '-') === n, `${side}, ${key}: ${by(side, key, side === 'chose us' ? '+' : '-')} interviews, ${n} expected`);

// ---- the report ----------------------------------------------------------------------------------------------------
const strings = x => typeof x === 'string' ? [x] : x && typeof x === 'object' ? Object.values(x).flatMap(strings) : [];
const own = structuredClone(report);
const refs = report.findings.flatMap(f => f.quotes);
for (const f of own.findings) f.quotes = f.quotes.map(q => q.words);
for (const s of strings(own)) for (const g of grams(s, 6)) ok(!sealedGrams.has(g), `report.json holds sealed words of ${sealedGrams.get(g)}: ${g}`);
for (const r of refs) ok(done.find(c => c.transcript === r.transcript)?.quotes.some(q => q.words === r.words), `not a kept quote: ${r.words}`);
for (const f of report.findings) {
  for (const r of f.reasons) {
    ok(reasons.has(r.key), r.key);
    if (!f.weAlsoHeard) ok(by(r.side, r.key, r.sign) >= engagement.engagement.k, `finding ${f.rank} rests on too few: ${r.key}`);
  }
  ok(f.steps.length > 0 && f.steps.every(s => s.what && s.who && s.by.day > engagement.engagement.fieldwork.readoutDay && s.sign), `finding ${f.rank}: steps`);
}
ok(report.findings.length >= 5 && report.findings.length <= 6 && report.findings.filter(f => f.weAlsoHeard).length === 1, 'findings');
ok(same(report.beliefs.map(b => b.key), engagement.beliefs.map(b => b.key)), 'beliefs');
ok(same(report.questions.map(q => q.question), engagement.engagement.clientQuestions), 'the client\'s questions are not all answered');
const everyday = new Set(['Managing', 'Notes', 'Rounds', 'Stock', 'Bell', 'Reed', 'Price', 'Glas', 'Home', 'Bristol Timber']);
const names = new Set([...good.flatMap(r => [r['Contact: Full Name'], ...r['Contact: Full Name'].split(/\s+/), r['Account Name'], r['Account: Billing City']]), ...done.flatMap(c => c.saidAs), ...engagement.client.people.flatMap(n => [n, ...n.split(' ')])].filter(n => n.length >= 3 && !everyday.has(n)));
const whole = strings(own).join('\n');
for (const n of names) ok(!new RegExp(`(?<![\\p{L}\\p{N}])${n.replace(/[.*+?()]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'u').test(whole), `report.json names ${n}`);
const pasted = text('sealed-sentence.txt').trim();
ok(grams(pasted, 6).every(g => sealedGrams.has(g)), 'sealed-sentence.txt is no aside');
ok(rates.currency === 'EUR' && rates.paymentDays === 45 && rates.tax.percent === 23 && rates.purchaseOrder === engagement.client.billing.purchaseOrder, 'rate card');

for (const f of faults) console.log(`wrong: ${f}`);
console.log(`${rows.length} rows, ${good.length} good deals, ${cases.length} cases, ${done.length} interviews, ${sizes.reduce((a, b) => a + b, 0)} words, ${sealed} asides (${live} marked live, ${silent} known by the mark alone), ${coded} reasons, ${quoted} quotes`);
console.log(`${checks} checks, ${faults.length} wrong`);
process.exit(faults.length ? 1 : 0);
