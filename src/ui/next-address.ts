/**
 * The address to go to after signing in, only if it stays on this origin (AT-159): one leading slash, no second slash or
 * backslash behind it, no control characters; judged by the browser's own parser. Anything else gives `fallback`.
 */
export function nextAddress(given: string | null | undefined, fallback = '/'): string {
  if (!given || !/^\/(?![/\\])/.test(given) || /[\p{Cc}\\]/u.test(given)) return fallback
  const here = 'https://here.invalid'
  const parsed = URL.canParse(given, here) ? new URL(given, here) : undefined
  if (parsed?.origin !== here || parsed.pathname.startsWith('//')) return fallback
  return parsed.pathname + parsed.search + parsed.hash
}
