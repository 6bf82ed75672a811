/**
 * Gives the engine a Temporal where it has none of its own, as Safari: a chunk that nobody else fetches. To be awaited before anything
 * is loaded that computes with times; the sign-in does not.
 */
export async function provideTemporal(): Promise<void> {
  if (!('Temporal' in globalThis)) await import('temporal-polyfill/global')
}
