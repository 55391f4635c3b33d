#!/usr/bin/env node
// Derives src/Disclosure/Leaks/Lists/wordnet.txt from a WordNet 3.0 dictionary (Debian's wordnet-base holds one under usr/share/wordnet, its licence
// beside it as copyright), so that the list has a known source and can be made anew: node wordnet.mjs DICTIONARY COPYRIGHT
import fs from 'node:fs';
import path from 'node:path';
const [dictionary, copyright] = process.argv.slice(2);
if (!copyright) throw new Error('usage: node wordnet.mjs DICTIONARY COPYRIGHT');
const root = path.resolve(import.meta.dirname, '../../..');
const disclosure = path.join(root, 'src/Disclosure');
const everyday = new Set();
for (const line of fs.readFileSync(path.join(disclosure, 'Masking/Lists/names.txt'), 'utf8').split('\n')) {
  const [word, facts] = line.split('\t');
  if (facts && !line.startsWith('#') && /[^fsp]/.test(facts)) everyday.add(word);
}
for (const [, words] of fs.readFileSync(path.join(disclosure, 'Leaks/Vocabulary.cs'), 'utf8').matchAll(/"([a-z ]{200,})"/g))
  for (const word of words.split(' ')) everyday.add(word);
const groups = new Set();
for (const part of ['noun', 'verb', 'adj', 'adv']) {
  for (const line of fs.readFileSync(path.join(dictionary, `data.${part}`), 'latin1').split('\n')) {
    if (line === '' || line.startsWith('  ')) continue;
    const fields = line.split(' ');
    const words = new Set();
    for (let i = 0; i < parseInt(fields[3], 16); i++) {
      const word = fields[4 + 2 * i].toLowerCase().replace(/\((a|p|ip)\)$/, '');
      if (/^[a-z]+$/.test(word)) words.add(word);
    }
    if (words.size > 1 && [...words].some(w => everyday.has(w))) groups.add([...words].sort().join(' '));
  }
}
const text = fs.readFileSync(copyright, 'utf8');
const licence = text.slice(text.indexOf(' This software and database'), text.indexOf('Files: debian')).trim().split('\n').map(l => l.trim().split(/\s+/).join(' ')).map(l => l === '' || l === '.' ? '#' : `# ${l}`);
fs.writeFileSync(path.join(disclosure, 'Leaks/Lists/wordnet.txt'), [
  '# Sets of words that stand for each other in some sense, one set a line, sorted. A paraphrase may go from any to any.',
  '# Taken from WordNet 3.0: sets of two single words or more, at least one of them everyday English. Made by infra/build/lists/wordnet.mjs.',
  '#', ...licence, ...[...groups].sort(), ''].join('\n'));
