/**
 * The canonical form of an e-mail address, by which accounts are told apart: NFKC, trimmed, lower case, no trailing dot
 * of the domain (AT-104). Two people cannot hold accounts whose canonical forms are equal; mail always goes to the
 * stored address.
 */
export function canonicalEmail(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase().replace(/\.+$/, '')
}

const cyrillic: Record<string, string> = Object.fromEntries(
  'а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:h ц:ts ч:ch ш:sh щ:sch ъ: ы:y ь: э:e ю:yu я:ya'
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
)

/** A short ASCII code made from a name in any language: `Service desk` → `service_desk`, `Заявки` → `zayavki`. */
export function codeFrom(name: string): string {
  const latin = [...name.toLowerCase()].map((letter) => cyrillic[letter] ?? letter).join('')
  const code = latin
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 40)
  return /^[a-z]/.test(code) ? code : `x_${code}`.replace(/_+$/, '')
}

/** The code itself, or the first free of `code_2`, `code_3`, … */
export function freeCode(code: string, taken: readonly string[]): string {
  if (!taken.includes(code)) return code
  for (let number = 2; ; number += 1) {
    const next = `${code.slice(0, 39 - String(number).length)}_${number}`
    if (!taken.includes(next)) return next
  }
}
