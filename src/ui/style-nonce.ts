/**
 * The nonce of this page's Content-Security-Policy. The server writes it into `<meta property="csp-nonce" nonce="…">`;
 * browsers hide it from selectors and attributes and give it to the property only.
 */
export const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

/** The library that locks scrolling behind a dialog makes its `<style>` itself and looks for the nonce in this global. */
export function shareStyleNonce(): void {
  Object.assign(globalThis, { __webpack_nonce__: styleNonce() })
}
