import type { Away } from '../../base/wire.ts'
import type { Format } from '../../ui/format.ts'
import type { Translate } from '../../ui/language.ts'

/** What stands at the name of somebody who is away, or soon will be. */
export const awayText = ({ from, until }: NonNullable<Away>, t: Translate, format: Pick<Format, 'date'>): string =>
  new Date(from) <= new Date()
    ? t('away until {{day}}', { day: format.date(until) })
    : t('away {{from}} – {{until}}', { from: format.date(from), until: format.date(until) })
