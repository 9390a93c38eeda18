/** React Aria adds this one style element, whatever page it is on: it lets a press on a touch screen still scroll. */
const pressableStyle = "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='";

/**
 * What the console's pages are sent with, wherever they are served: scripts, styles and calls of this origin alone, and
 * calls of the provider that people sign in at.
 * @param providerOrigins all that the page calls while somebody signs in
 */
export const consoleHeaders = (providerOrigins: readonly string[]) => ({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${pressableStyle}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self' ${providerOrigins.join(' ')}`,
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
});
