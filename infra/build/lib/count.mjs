// Counts what the test runs recorded and prints the one line that CI reads; fails when anything failed or nothing ran.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const [folder, failedRun] = process.argv.slice(2)
let passed = 0, failed = 0, skipped = 0
for (const name of readdirSync(folder).filter(n => n.endsWith('.trx'))) {
  const text = readFileSync(join(folder, name), 'utf8')
  for (const [result, outcome] of text.matchAll(/<UnitTestResult [^>]*\boutcome="(\w+)"[\s\S]*?(?:\/>|<\/UnitTestResult>)/g)) {
    // The children of the kill tests are started by those tests and never by the runner.
    if (/KilledJob|CrashWriter/.test(result) && outcome === 'NotExecuted') continue
    if (outcome === 'Passed') passed++
    else if (outcome === 'NotExecuted') skipped++
    else failed++
  }
  for (const [, reason] of text.matchAll(/<UnitTestResult (?:(?!KilledJob|CrashWriter)[^>])*outcome="NotExecuted"(?:(?!<\/UnitTestResult>)[\s\S])*?<Message>([\s\S]*?)<\/Message>/g)) console.log(`skipped: ${reason.trim()}`)
}
// A runner that died wrote no result for what it was running: that is a failure too.
if (failedRun === '1' && failed === 0) failed = 1
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)
