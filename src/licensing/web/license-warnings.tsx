import type { AnswerOf } from '../../base/endpoint.ts'
import { Callout } from '../../ui/callout.tsx'
import { useText } from '../../ui/language.ts'
import { Stack } from '../../ui/layout.tsx'
import { Moment } from '../../ui/relative-time.tsx'
import type { getLicensesApi, SeatPoolShape } from '../contract.ts'
import { kindWords } from './seat-words.ts'

type Licenses = AnswerOf<typeof getLicensesApi>

/** Below this many, or a tenth, whoever keeps the seats should know before the next one is refused. */
const isNearlyGone = ({ free, total }: SeatPoolShape) => free > 0 && free <= Math.max(1, total / 10)

function AtLimit({ pool, settings }: { pool: SeatPoolShape; settings: Licenses['settings'] }) {
  const t = useText()
  const { kind, total, occupied, limit, graceEndsAt } = pool
  const name = kindWords(kind, t)
  if (graceEndsAt && occupied > total) {
    return (
      <Callout kind="bad" title={t('{{name}}: more are held than were bought', { name })}>
        {t(
          '{{occupied}} of {{total}}, at most {{limit}}. After the grace no further seat is given until enough are free. It ends on',
          {
            occupied,
            total,
            limit,
          },
        )}{' '}
        <Moment at={graceEndsAt} dayOnly />
      </Callout>
    )
  }
  if (!isNearlyGone(pool)) return null
  return (
    <Callout kind="warning" title={t('{{name}}: {{free}} of {{total}} are left', { name, free: pool.free, total })}>
      {settings.atLimit === 'refuse'
        ? t('When none is left, the next one is refused. Free some, or activate a license key.')
        : t(
            'When none is left, a tenth more is given for {{days}} days, and then none. Free some, or activate a license key.',
            {
              days: settings.graceDays,
            },
          )}
    </Callout>
  )
}

/** What has to be seen before it bites. */
export function LicenseWarnings({ licenses }: { licenses: Licenses }) {
  const t = useText()
  const { pools, settings, clockBehindMinutes } = licenses
  return (
    <Stack gap="sm">
      {clockBehindMinutes !== null && (
        <Callout kind="bad" title={t('The clock of the database was set back')}>
          {t(
            'It is {{minutes}} minutes behind the latest deed. Packs end by the latest deed, so none is longer for it. Set the clock right.',
            {
              minutes: clockBehindMinutes,
            },
          )}
        </Callout>
      )}
      {pools.map((pool) => (
        <AtLimit key={pool.kind} pool={pool} settings={settings} />
      ))}
    </Stack>
  )
}
