/** `npm run bench [claims|sync|notify]`: figures as ratios against references measured in the same run. */
import { benchClaims } from './claims.ts'
import { benchFirstSync } from './first-sync.ts'
import { benchNotify } from './notify.ts'
import { findingToText, isMet, type Finding } from './lib/report.ts'

const parts: Readonly<Record<string, () => Promise<readonly Finding[]>>> = {
  claims: benchClaims,
  sync: benchFirstSync,
  notify: benchNotify
}

const asked = process.argv.slice(2)
const names = asked.length > 0 ? asked : Object.keys(parts)
let missed = 0
for (const name of names) {
  const part = parts[name]
  if (part === undefined) throw new Error(`there is no bench "${name}"; choose from ${Object.keys(parts).join(', ')}`)
  console.log(`\n${name}`)
  const findings = await part()
  for (const finding of findings) console.log(findingToText(finding))
  missed += findings.filter(finding => !isMet(finding)).length
}
console.log(missed === 0 ? '\nall goals met' : `\n${missed} goals missed`)
process.exitCode = missed === 0 ? 0 : 1
