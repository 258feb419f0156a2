/**
 * Headers of every answer (attacks-and-faults ch. 3 in words of the standards: CSP 3, Fetch, HSTS RFC 6797). Personal
 * answers are `no-store`, so that no shared cache ever holds one (AT-040).
 */
export const everyAnswer = (https: boolean): Record<string, string> => ({
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  ...(https && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
})

/**
 * Pages run our own scripts only; the nonce is new for each answer. `drawing` lets style attributes stand as well, which
 * cannot carry a nonce: the modeler and the page builder of the employee side need them, a portal's pages do not.
 */
export const pagePolicy = (nonce: string, drawing = false): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    ...(drawing ? ["style-src-attr 'unsafe-inline'"] : []),
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    // Mails are shown in a frame without scripts; its content comes in an attribute.
    ...(drawing ? ["frame-src 'self' blob: data:"] : []),
    "form-action 'self'",
    "manifest-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ')
