// npm run test:breakages [-- part of a name]: tests/breakages/try-all.ts.
import path from 'node:path'
import { projectRoot } from './lib/project.ts'
import { runNode } from './lib/run-node.ts'

const tryAll = path.join(projectRoot, 'tests/breakages/try-all.ts')
const { exitCode } = await runNode(tryAll, process.argv.slice(2), { output: 'show' })
process.exitCode = exitCode
