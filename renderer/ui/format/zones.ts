/**
 * Every IANA zone that this browser knows, in alphabetical order.
 * @param chosen kept in the list even where the browser lists it under another name
 */
export function listZones(chosen?: string): readonly string[] {
  const known = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])
  if (chosen !== undefined) known.add(chosen)
  return [...known].sort()
}
