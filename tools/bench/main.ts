/** `npm run bench [claims|sync|notify|...]`: figures as ratios against references measured in the same run. */
import { loadavg } from 'node:os'
import { benchClaims } from './claims.ts'
import { benchEarlierClaims } from './earlier/claims.ts'
import { benchEarlierReads } from './earlier/reads.ts'
import { benchEarlierStart } from './earlier/start.ts'
import { benchFirstSync } from './first-sync.ts'
import { benchInsights } from './insights.ts'
import { benchNotify } from './notify.ts'
import { benchOfflineWork } from './offline-work.ts'
import { benchPage } from './page.ts'
import { benchWatches } from './watches.ts'
import { benchWebStart } from './web-start.ts'
import { findingToText, isMet, type Finding } from './lib/report.ts'

const parts: Readonly<Record<string, () => Promise<readonly Finding[]>>> = {
  claims: benchClaims,
  sync: benchFirstSync,
  offline: benchOfflineWork,
  notify: benchNotify,
  watches: benchWatches,
  insights: benchInsights,
  page: benchPage,
  'web-start': benchWebStart,
  'earlier-claims': benchEarlierClaims,
  'earlier-reads': benchEarlierReads,
  'earlier-start': benchEarlierStart
}

const asked = process.argv.slice(2)
const names = asked.length > 0 ? asked : Object.keys(parts)
let missed = 0
let skipped = 0
for (const name of names) {
  const part = parts[name]
  if (part === undefined) throw new Error(`there is no bench "${name}"; choose from ${Object.keys(parts).join(', ')}`)
  console.log(`\n${name}`)
  const findings = await part()
  for (const finding of findings) console.log(findingToText(finding))
  console.log(`  load of the machine: ${loadavg()[0]?.toFixed(1)}`)
  missed += findings.filter(finding => !isMet(finding)).length
  skipped += findings.filter(finding => finding.skipped !== undefined).length
}
const rest = skipped === 0 ? '' : `, ${skipped} figures not measured`
console.log(missed === 0 ? `\nall goals met${rest}` : `\n${missed} goals missed${rest}`)
process.exitCode = missed === 0 ? 0 : 1
