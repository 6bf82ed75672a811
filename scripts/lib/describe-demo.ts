import type { AccountDirectory } from '#server/accounts/account-directory.ts'
import { demoPassword, demoPeople } from '#server/demo/people.ts'

/** A table of the demo accounts that this data folder holds, one line each; empty where it holds none. */
export const describeDemoAccounts = (directory: AccountDirectory): readonly string[] => {
  const people = demoPeople.filter(({ name, phone }) => directory.findByName(name)?.phone === phone)
  if (people.length === 0) return []
  const rows = people.map(({ name, role, displayName, zone }) => [name, demoPassword, role, displayName, zone] as const)
  const header = ['name', 'password', 'role', 'person', 'zone'] as const
  const table = [header, ...rows]
  const widths = header.map((_, column) => Math.max(...table.map(row => row[column]?.length ?? 0)))
  return table.map(row => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
}
