import { Callout } from '../../ui/callout.tsx'
import { useText } from '../../ui/language.ts'
import { Moment } from '../../ui/relative-time.tsx'

/** On the card of somebody deleted, which administrators still find. */
export function DeletedCallout({ at, by }: { at: Date; by?: string | null }) {
  const t = useText()
  return (
    <Callout kind="warning" title={t('This account is deleted')}>
      <Moment at={at} />
      {by && ` · ${by}`}.{' '}
      {t('What the person has done keeps the name. The account can be restored, with its groups, without its places.')}
    </Callout>
  )
}
