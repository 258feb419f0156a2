/** What the screen says of a password while it is typed. The server decides; this only spares a round of trying. */
export type PasswordLook = {
  longEnough: boolean
  /** Contains none of the person's own words. */
  unlikeYou: boolean
  /** 0 to 4: nothing, weak, fair, good, strong. */
  strength: 0 | 1 | 2 | 3 | 4
}

/**
 * Signs that surprise: a sign equal to the one before, or the next in an alphabet or on the row of digits, adds
 * nothing that a guesser would not try (NIST SP 800-63B-4 §A.2 on patterns).
 */
function surprisingSigns(password: string): number {
  const codes = [...password].map((sign) => sign.codePointAt(0)!)
  return codes.filter((code, at) => at === 0 || ![0, 1, -1].includes(code - codes[at - 1]!)).length
}

export function lookAt(password: string, minimum: number, ownWords: readonly string[]): PasswordLook {
  const length = [...password.normalize('NFKC')].length
  const plain = password.toLowerCase()
  const words = ownWords.flatMap((text) => text.toLowerCase().split(/[\s@.,_-]+/)).filter((word) => word.length >= 4)
  const longEnough = length >= minimum
  const unlikeYou = !words.some((word) => plain.includes(word))
  const variety = new Set(plain).size
  const worth = Math.min(surprisingSigns(password), variety * 2)
  const steps = [1, minimum, minimum + 3, minimum + 7]
  const reached = steps.filter((step) => worth >= step).length as 0 | 1 | 2 | 3 | 4
  return { longEnough, unlikeYou, strength: length > 0 && !(longEnough && unlikeYou) ? 1 : reached }
}
