// npm run test:chaos: races, kills, bad networks and hostile requests, in the counts of `npm test` or, by flags, in greater ones:
//   npm run test:chaos -- --kills 100 --races 1000 --cuts 200 --storms 40 --requests 100000 --acts 2000 --seed 7
import { chaosUsage, readChaosFlags } from './lib/chaos-flags.ts'
import { findTool } from './lib/project.ts'
import { runNode } from './lib/run-node.ts'

const flags = readChaosFlags(process.argv.slice(2))
if (flags.ok) {
  // Greater counts take as long as they take; a hang is seen by whoever asked for them.
  const limit = Object.keys(flags.env).length === 0 ? [] : ['--testTimeout=86400000']
  const projects = ['--project', 'chaos', '--project', 'hostile']
  const { exitCode } = await runNode(findTool('vitest', 'vitest'), ['run', ...projects, ...limit], {
    output: 'show',
    env: flags.env
  })
  process.exitCode = exitCode
} else {
  console.error(`${flags.problem}\n${chaosUsage}`)
  process.exitCode = 2
}
