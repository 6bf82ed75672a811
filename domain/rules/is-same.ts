/** Whether two JSON values say the same. The order of keys plays no part; an undefined field equals an absent one. */
export function isSame(a: unknown, b: unknown): boolean {
  // Minus zero is zero once it has been written as JSON.
  if (a === b || Object.is(a, b)) return true
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return false
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].every(key => isSame(ownField(a, key), ownField(b, key)))
}

/** What an object inherits (`constructor`, `__proto__`) is no field of a document. */
function ownField(value: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
