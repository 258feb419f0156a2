/** The IANA time zones this browser knows, by region, for a select. */
export const timeZones = (): { value: string; label: string }[] =>
  [...new Set(['UTC', browserTimeZone(), ...Intl.supportedValuesOf('timeZone')])].map((zone) => ({
    value: zone,
    label: zone.replaceAll('_', ' '),
  }))

export const browserTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
