// Counts what the test runs recorded, names each failure with its message, and prints the one line that CI reads; fails when anything failed or nothing ran.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const [folder, failedRun] = process.argv.slice(2)
const plain = xml => xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#xD;', '').replaceAll('&#xA;', '\n').replaceAll('&amp;', '&').trim()
const within = (text, tag) => plain(text.match(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`))?.[1] ?? '')

let passed = 0, failed = 0, skipped = 0
for (const file of readdirSync(folder).filter(n => n.endsWith('.trx'))) {
  const text = readFileSync(join(folder, file), 'utf8')
  for (const [result] of text.matchAll(/<UnitTestResult [^>]*?\/>|<UnitTestResult [\s\S]*?<\/UnitTestResult>/g)) {
    const outcome = result.match(/\boutcome="(\w+)"/)?.[1]
    const name = plain(result.match(/\btestName="([^"]*)"/)?.[1] ?? 'a test without a name')
    // Explicit tests are no part of the run: the children of the kill tests, and what is run by hand. A skipped one says why.
    if (outcome === 'NotExecuted' && within(result, 'Message') === '') continue
    if (outcome === 'Passed') passed++
    else if (outcome === 'NotExecuted') {
      skipped++
      console.log(`skipped: ${name}: ${within(result, 'Message')}`)
    } else {
      failed++
      console.log(`\nFAILED ${name}\n${within(result, 'Message').slice(0, 1500)}\n${within(result, 'StackTrace').split('\n').slice(0, 8).join('\n')}`)
    }
  }
}
// A runner that died wrote no result for what it was running: that is a failure too.
if (failedRun === '1' && failed === 0) {
  failed = 1
  console.log('\nFAILED a test runner ended before it had written its results')
}
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)
