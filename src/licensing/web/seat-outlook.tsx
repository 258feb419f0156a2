import { useText } from '../../ui/language.ts'
import { Stack, Text } from '../../ui/layout.tsx'
import { Moment } from '../../ui/relative-time.tsx'
import type { SeatPoolShape } from '../contract.ts'

function Forecast({ forecast, free }: SeatPoolShape) {
  const t = useText()
  if (!forecast || free === 0) return null
  const { day, net, days } = forecast
  return (
    <Text small quiet>
      {day ? (
        <>
          {t('Used up on')} <Moment at={day} dayOnly />
          {', '}
          {t('if it goes on as in the last {{days}} days: {{net}} more taken than freed.', { days, net })}
        </>
      ) : (
        t('No more are taken than freed in the last {{days}} days, so no day is in sight.', { days })
      )}
    </Text>
  )
}

/** What is to come for one kind of seats: the end of a pack, the day none is left. */
export function SeatOutlook(pool: SeatPoolShape) {
  const t = useText()
  if (!pool.nextEnd && !pool.forecast) return null
  return (
    <Stack gap="xs">
      {pool.nextEnd && (
        <Text small quiet>
          {t('The next pack ends on')} <Moment at={pool.nextEnd} dayOnly />
        </Text>
      )}
      <Forecast {...pool} />
    </Stack>
  )
}
