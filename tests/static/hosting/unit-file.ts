import { readFileSync } from 'node:fs'
import path from 'node:path'
import { hostingFolder } from './build-image.ts'

/** `name=value` in each line that is no comment. */
function readAssignments(file: string): readonly (readonly [name: string, value: string])[] {
  return readFileSync(path.join(hostingFolder, file), 'utf8')
    .split('\n')
    .flatMap(line => {
      const [, name, value = ''] = line.match(/^(\w+)=(.*)$/) ?? []
      return name === undefined ? [] : [[name, value] as const]
    })
}

/** The systemd unit, and the example of the file of settings that it reads. */
export function readUnit() {
  const assignments = readAssignments('coachdesk.service')
  const valuesOf = (wanted: string) => assignments.flatMap(([name, value]) => (name === wanted ? [value] : []))
  return {
    value: (name: string): string | undefined => valuesOf(name).at(-1),
    environment: Object.fromEntries(
      valuesOf('Environment').map(
        text => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)] as const
      )
    ),
    exampleSettings: Object.fromEntries(readAssignments('coachdesk.env.example'))
  }
}
