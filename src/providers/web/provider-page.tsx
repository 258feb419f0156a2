import { IconPower, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { links } from '../../base/employee-links.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { ChangedMeanwhile } from '../../ui/changed-meanwhile.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { CopyField } from '../../ui/copy-field.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Stack } from '../../ui/layout.tsx'
import { useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Page } from '../../ui/page.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import {
  deleteProviderApi,
  getProviderApi,
  type ProviderShape,
  switchProviderApi,
  updateProviderApi,
} from '../contract.ts'
import { ConnectionFields, RuleFields } from './provider-fields.tsx'
import { asInput, problemFields, valuesOf } from './provider-values.ts'

type Props = { provider: ProviderShape }

function Settings({ provider }: Props) {
  const t = useText()
  // The form keeps what was there when it was opened; what came later is told, not laid over what is being typed.
  const [opened, open] = useState(provider)
  const [version, setVersion] = useState(provider.version)
  return (
    <>
      {provider.version > version && (
        <ChangedMeanwhile
          by={provider.changedBy}
          changes={[{ label: t('Issuer'), now: provider.connection.issuer }]}
          onTake={() => {
            open(provider)
            setVersion(provider.version)
          }}
        />
      )}
      <CommandForm
        key={opened.version}
        endpoint={updateProviderApi}
        start={valuesOf(opened)}
        input={(values) => ({ ...asInput(values), provider: provider.id, version })}
        submit={t('Save')}
        done={t('Saved')}
        invalidates={[getProviderApi, 'providers']}
        problemFields={problemFields}
        onDone={(answer) => setVersion(answer.version)}
      >
        <Stack gap="md">
          <ConnectionFields hasSecret={provider.connection.protocol === 'openid' && !provider.isSecretLost} />
          <RuleFields />
        </Stack>
      </CommandForm>
    </>
  )
}

function Actions({ provider: { id, name, isEnabled, people } }: Props) {
  const t = useText()
  const go = useGo()
  const change = useCommand(switchProviderApi, { invalidates: ['providers'] })
  const remove = useCommand(deleteProviderApi, { onDone: () => go(links.providers()), invalidates: ['providers'] })
  const switchTo = async (next: boolean): Promise<void> => {
    const question = {
      title: t('Switch {{name}} off?', { name }),
      text: t('Its {{count}} people cannot sign in with it until it is on again. Who is signed in stays.', {
        count: people,
      }),
      action: t('Switch off'),
      danger: true,
    }
    if (next || people === 0 || (await confirm(question))) change.run({ provider: id, isEnabled: next })
  }
  const ask = async (): Promise<void> => {
    const question = {
      title: t('Delete {{name}}?', { name }),
      text: t(
        'Its {{count}} people keep their accounts. Whoever has no password sets one by “Forgotten your password?”.',
        {
          count: people,
        },
      ),
      action: t('Delete'),
      danger: true,
    }
    if (await confirm(question)) remove.run({ provider: id })
  }
  return (
    <>
      <Button
        kind={isEnabled ? 'plain' : 'main'}
        icon={IconPower}
        isRunning={change.isRunning}
        onClick={() => void switchTo(!isEnabled)}
      >
        {isEnabled ? t('Switch off') : t('Switch on')}
      </Button>
      <Menu
        label={t('More')}
        entries={[{ label: t('Delete'), icon: IconTrash, danger: true, onClick: () => void ask() }]}
      />
    </>
  )
}

function WhatItHasToKnow({ provider: { entity, metadata, backAddresses } }: Props) {
  const t = useText()
  return (
    <Panel title={t('What it has to know of Portico')} description={t('Enter it there, exactly as it stands here.')}>
      <Stack gap="sm">
        {metadata && <CopyField label={t('Metadata: all of this to read at one place')} value={metadata} />}
        {entity && <CopyField label={t('Entity ID (audience)')} value={entity} />}
        {backAddresses.map((address) => (
          <CopyField
            key={address}
            label={metadata ? t('Where it posts to (ACS)') : t('Where it sends people back to (redirect URI)')}
            value={address}
          />
        ))}
      </Stack>
    </Panel>
  )
}

function Screen({ provider }: Props) {
  const t = useText()
  const { isEnabled, people, isSecretLost, refusedAt, refusedWhy } = provider
  return (
    <Page
      title={provider.name}
      badge={<StatusBadge tone={isEnabled ? 'good' : 'neutral'}>{isEnabled ? t('On') : t('Off')}</StatusBadge>}
      description={t('{{count}} people are linked to it.', { count: people })}
      width="reading"
      breadcrumbs={[
        { label: t('Administration'), href: links.administration() },
        { label: t('Sign-in providers'), href: links.providers() },
      ]}
      actions={<Actions provider={provider} />}
    >
      <Stack gap="md">
        {isSecretLost && (
          <Callout kind="bad" title={t('Enter the secret anew')}>
            {t('It was sealed under another key than this installation has. Until then nobody comes in by it.')}
          </Callout>
        )}
        {refusedAt && (
          <Callout kind="warning" title={t('The last sign-in that was refused')}>
            <RelativeTime at={refusedAt} />: {refusedWhy}
          </Callout>
        )}
        <WhatItHasToKnow provider={provider} />
        <Settings provider={provider} />
      </Stack>
    </Page>
  )
}

/** Administration → Sign-in providers → one of them. */
export function ProviderPage({ provider: id }: { provider: string }) {
  const provider = useQueryOf(getProviderApi, { provider: id }, { topics: ['providers'] })
  return (
    <Loaded query={provider} home={links.providers()}>
      {(found) => <Screen provider={found} />}
    </Loaded>
  )
}
