import type { AnswerOf } from '../../base/endpoint.ts'
import { useText } from '../../ui/language.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import type { listMyIdentitiesApi } from '../identities-contract.ts'

type Row = AnswerOf<typeof listMyIdentitiesApi>['rows'][number]

const linkedWords: Record<Row['linkedBy'], string> = {
  person: 'linked in the profile',
  address: 'linked by the e-mail address at the first sign-in',
  creation: 'the account was made at the first sign-in',
}

/** Who somebody is at a provider, how that came about, and when it was last used. */
export function IdentityWords({ row: { label, linkedBy, usedAt } }: { row: Row }) {
  const t = useText()
  return (
    <>
      {label} · {t(linkedWords[linkedBy])}
      {usedAt && (
        <>
          {' '}
          · {t('used')} <RelativeTime at={usedAt} />
        </>
      )}
    </>
  )
}
