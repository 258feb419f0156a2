/** Everybody of the cast signs in with it, in tests only. */
export const castPassword = 'a long walk to the lake'
