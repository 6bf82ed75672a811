/** https://semver.org/spec/v2.0.0.html, §2 and §9 to §11: build metadata says nothing about order. */
const pattern =
  /^v?(?<major>0|[1-9]\d*)\.(?<minor>0|[1-9]\d*)\.(?<patch>0|[1-9]\d*)(?:-(?<pre>[0-9a-z-]+(?:\.[0-9a-z-]+)*))?(?:\+[0-9a-z.-]+)?$/i

/** Whether `offered` comes after `running`. What is no version comes after nothing. */
export function isNewerVersion(offered: string, running: string): boolean {
  const a = pattern.exec(offered)?.groups
  const b = pattern.exec(running)?.groups
  if (a === undefined || b === undefined) return false
  for (const part of ['major', 'minor', 'patch'] as const) {
    const difference = Number(a[part]) - Number(b[part])
    if (difference !== 0) return difference > 0
  }
  return comparePrereleases(a.pre, b.pre) > 0
}

/** A release comes after all of its prereleases (§11.3). */
function comparePrereleases(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return (a === undefined ? 1 : 0) - (b === undefined ? 1 : 0)
  const [left, right] = [a.split('.'), b.split('.')]
  for (const [i, part] of left.entries()) {
    const other = right[i]
    if (other === undefined) return 1
    const difference = compareParts(part, other)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

/** Numbers come by size and before words, words by ASCII (§11.4). */
function compareParts(a: string, b: string): number {
  const [isNumberA, isNumberB] = [/^\d+$/.test(a), /^\d+$/.test(b)]
  if (isNumberA && isNumberB) return Number(a) - Number(b)
  if (isNumberA !== isNumberB) return isNumberA ? -1 : 1
  if (a === b) return 0
  return a < b ? -1 : 1
}
