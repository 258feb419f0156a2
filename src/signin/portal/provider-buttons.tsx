import { IconExternalLink } from '@tabler/icons-react'
import type { SentOf } from '../../base/endpoint.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { useText } from '../../ui/language.ts'
import { useCommand } from '../../ui/queries.ts'
import type { beginAtPortalProviderApi, beginAtProviderApi } from '../provider-contract.ts'
import { keepNext } from './way-back.ts'

type Begin = typeof beginAtProviderApi | typeof beginAtPortalProviderApi
type Props = {
  providers: readonly { id: string; name: string }[]
  begin: Begin
  /** The portal's code at its door. */
  asked: object
}

/** The ways in by somebody else's word, each a button of its own. */
export function ProviderButtons({ providers, begin, asked }: Props) {
  const t = useText()
  const { search } = useAddress()
  const leave = useCommand(begin as typeof beginAtProviderApi, {
    onDone: ({ address }) => {
      keepNext(search.next)
      window.location.assign(address)
    },
  })
  return providers.map(({ id, name }) => (
    <Button
      key={id}
      kind="plain"
      wide
      icon={IconExternalLink}
      isRunning={leave.isRunning}
      onClick={() => leave.run({ ...asked, provider: id } as SentOf<typeof beginAtProviderApi>)}
    >
      {t('Sign in with {{provider}}', { provider: name })}
    </Button>
  ))
}
