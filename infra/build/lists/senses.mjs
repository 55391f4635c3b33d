#!/usr/bin/env node
// Derives src/Disclosure/Masking/Lists/senses.txt from a WordNet 3.0 dictionary (Debian's wordnet-base holds one under usr/share/wordnet, its licence
// beside it as copyright), so that the list has a known source and can be made anew: node senses.mjs DICTIONARY COPYRIGHT
import fs from 'node:fs';
import path from 'node:path';
const [dictionary, copyright] = process.argv.slice(2);
if (!copyright) throw new Error('usage: node senses.mjs DICTIONARY COPYRIGHT');
const lists = path.resolve(import.meta.dirname, '../../../src/Disclosure/Masking/Lists');
const lines = name => fs.readFileSync(path.join(dictionary, name), 'latin1').split('\n').filter(l => l !== '' && !l.startsWith('  '));
const parts = ['noun', 'verb', 'adj', 'adv'];
const Untagged = 0.5, ProperKinds = { 18: 'P', 15: 'L', 14: 'G' };

// How often each sense was tagged in texts, by its key without the last parts.
const tagged = new Map(lines('cntlist.rev').map(l => l.split(' ')).map(([key, , count]) => [key.split(':').slice(0, 3).join(':'), Number(count)]));
const order = new Map();
for (const part of parts) for (const line of lines(`index.${part}`)) {
  const fields = line.trim().split(/\s+/);
  const count = Number(fields[2]);
  fields.slice(-count).forEach((offset, rank) => order.set(`${fields[0]} ${part} ${offset}`, rank));
}
const words = new Map(), phrases = new Map();
const entryOf = word => { if (!words.has(word)) words.set(word, { kinds: new Map(), parts: new Map(), common: 0, proper: 0, names: new Map() }); return words.get(word); };
const more = (map, key, weight) => map.set(key, (map.get(key) ?? 0) + weight);
for (const part of parts) for (const line of lines(`data.${part}`)) {
  const fields = line.split(' ');
  const [offset, file, type] = fields;
  const named = /\s@i\s/.test(line.slice(0, line.indexOf('|')));
  for (let i = 0; i < parseInt(fields[3], 16); i++) {
    const written = fields[4 + 2 * i].replace(/\((a|p|ip)\)$/, ''), id = parseInt(fields[5 + 2 * i], 16);
    const lemma = written.toLowerCase();
    const proper = /^[A-Z]/.test(written);
    const kind = proper ? ProperKinds[Number(file)] : undefined;
    const rank = order.get(`${lemma} ${part} ${offset}`) ?? 9;
    const ss = { n: 1, v: 2, a: 3, r: 4, s: 5 }[type];
    const weight = (tagged.get(`${lemma}%${ss}:${file}:${String(id).padStart(2, '0')}`) ?? 0) + Untagged / (rank + 1);
    if (/^[a-z]+$/.test(lemma)) {
      const entry = entryOf(lemma);
      more(entry.kinds, Number(file), weight);
      more(entry.parts, part, weight);
      entry[proper ? 'proper' : 'common'] += weight;
      if (kind) more(entry.names, kind, weight);
    } else if (kind && /^[a-z]+([_-][a-z]+)+$/.test(lemma) && /^[A-Z][a-z]+([_-]([A-Z][a-z]+|of|the|and|de|for|on))*[_-][A-Z][a-z]+$/.test(written)) {
      phrases.set(lemma.replace(/[_-]/g, ' '), kind);
      if (named && kind === 'P') { const entry = entryOf(lemma.split(/[_-]/).at(-1)); more(entry.names, 'P', Untagged); entry.proper += Untagged / 4; }
    }
  }
}
// What ordinary words of the wide lists are inflections of.
const irregular = new Map();
for (const part of parts) for (const line of lines(`${part}.exc`)) { const [form, base] = line.split(' '); if (!irregular.has(form)) irregular.set(form, base); }
const endings = [['s', ''], ['ses', 's'], ['xes', 'x'], ['zes', 'z'], ['ches', 'ch'], ['shes', 'sh'], ['men', 'man'], ['ies', 'y'], ['es', 'e'], ['es', ''], ['ed', 'e'], ['ed', ''], ['ing', 'e'], ['ing', ''], ['er', ''], ['est', ''], ['er', 'e'], ['est', 'e']];
const baseOf = word => {
  if (irregular.has(word) && words.has(irregular.get(word))) return irregular.get(word);
  for (const [ending, instead] of endings) {
    if (!word.endsWith(ending) || word.length < ending.length + 2) continue;
    const stem = word.slice(0, -ending.length) + instead;
    if (words.has(stem)) return stem;
    if (instead === '' && stem.at(-1) === stem.at(-2) && words.has(stem.slice(0, -1))) return stem.slice(0, -1);
  }
  return undefined;
};
for (const line of fs.readFileSync(path.join(lists, 'names.txt'), 'utf8').split('\n')) {
  const [word, facts] = line.split('\t');
  if (!facts || line.startsWith('#') || !/[cw]/.test(facts) || words.has(word) || !/^[a-z]+$/.test(word)) continue;
  const base = baseOf(word);
  if (base) words.set(word, words.get(base));
}
const most = map => [...map].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
const Rare = 0.15;
const codeOf = ({ kinds, parts: spoken, common, proper, names }) => {
  const total = [...spoken.values()].reduce((a, b) => a + b, 0);
  const able = parts.reduce((bits, p, i) => bits | ((spoken.get(p) ?? 0) > Rare * total ? 1 << i : 0), 0);
  const kind = kinds.size === 0 ? 18 : most(kinds);
  const written = proper === 0 ? 0 : common === 0 ? 2 : proper > common ? 3 : 1;
  const name = { P: 1, L: 2, G: 3 }[most(names)] ?? 0;
  return (kind + 1) | able << 6 | written << 10 | name << 12;
};
const text = fs.readFileSync(copyright, 'utf8');
const licence = text.slice(text.indexOf(' This software and database'), text.indexOf('Files: debian')).trim().split('\n').map(l => l.trim().split(/\s+/).join(' ')).map(l => l === '' || l === '.' ? '#' : `# ${l}`);
const byCode = new Map();
for (const [word, entry] of words) { const code = codeOf(entry); if (!byCode.has(code)) byCode.set(code, []); byCode.get(code).push(word); }
const rows = [...byCode].sort(([a], [b]) => a - b).map(([code, all]) => `${code.toString(16)}\t${all.sort().join(' ')}`);
for (const kind of ['P', 'L', 'G']) rows.push(...[...phrases].filter(([, k]) => k === kind).map(([p]) => `${kind}\t${p}`).sort());
fs.writeFileSync(path.join(lists, 'senses.txt'), [
  '# What a word most often means: words of one code a line. Code, in hexadecimal: the lexicographer\'s file of its commonest sense and one (6 bits), the parts of',
  '# speech it is often used as (4: noun, verb, adjective, adverb), whether it is written with a capital (2: never, sometimes, always, mostly), what it names (2: nothing,',
  '# person, place, group). Then names of more than one word: P person, L place, G group. Taken from WordNet 3.0 by infra/build/lists/senses.mjs.',
  '#', ...licence, ...rows, ''].join('\n'));
console.log(`${words.size} words, ${byCode.size} codes, ${phrases.size} phrases`);
