import { useState } from 'react'
import type { AnswerOf, SentOf } from '../../base/endpoint.ts'
import { searchPeopleApi } from '../../people/contract.ts'
import { api } from '../../ui/api.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { CopyField } from '../../ui/copy-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { CheckboxField, ChoiceField, MultiSelectField, SelectField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Stack, Text, Verbatim } from '../../ui/layout.tsx'
import { PersonField } from '../../ui/person-field.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { Moment } from '../../ui/relative-time.tsx'
import { listWorkspacesApi } from '../../workspaces/contract.ts'
import { createMyTokenApi, createTokenApi, listMyTokensApi, listTokensApi } from '../tokens-contract.ts'
import { useAdministers } from './use-administers.ts'

type Made = AnswerOf<typeof createTokenApi>

const lives = ['7', '30', '90', '365', '730'] as const

function MadeToken({ made, onClose }: { made: Made; onClose: () => void }) {
  const t = useText()
  return (
    <Stack>
      <Callout kind="good" title={t('The token is made')}>
        {t('Copy it now: it is shown this once, and only its hash is kept.')}
      </Callout>
      <CopyField label={t('API token')} value={made.token} />
      <Text small quiet>
        {t('A program sends it with each request:')} <Verbatim>Authorization: Bearer portico_…</Verbatim>
      </Text>
      <Text small quiet>
        {t('Works until')} <Moment at={made.expiresAt} />
      </Text>
      <Row justify="end">
        <Button onClick={onClose}>{t('Close')}</Button>
      </Row>
    </Stack>
  )
}

const findEmployees = async (search: string) =>
  (await api(searchPeopleApi, { search, kind: 'employee' })).rows.map(({ id, name, detail }) => ({
    id,
    name,
    note: detail,
  }))

/** The fields of the form: days and place are chosen among a few, the contract takes numbers and ids. */
const start = {
  name: '',
  access: 'read',
  place: 'everywhere',
  workspaces: [] as string[],
  administers: false,
  days: '90',
}

const wishOf = ({ name, access, place, workspaces, administers, days }: typeof start) =>
  ({
    name,
    access,
    administers: place === 'everywhere' && administers,
    workspaces: place === 'some' ? workspaces : null,
    days: Number(days),
  }) as SentOf<typeof createMyTokenApi>

function Fields({ place, administers }: { place: string; administers: boolean }) {
  const t = useText()
  const workspaces = useQueryOf(listWorkspacesApi, {})
  const lifeWords = { 7: t('A week'), 30: t('30 days'), 90: t('90 days'), 365: t('A year'), 730: t('Two years') }
  return (
    <>
      <TextField
        name="name"
        label={t('Purpose')}
        placeholder={t('Nightly import')}
        description={t('So that whoever finds it in a year knows whether it is still needed.')}
        required
        maxLength={100}
      />
      <ChoiceField
        name="access"
        label={t('What it may')}
        choices={[
          { value: 'read', label: t('Read only') },
          { value: 'write', label: t('Read and write') },
        ]}
      />
      <ChoiceField
        name="place"
        label={t('Where')}
        choices={[
          { value: 'everywhere', label: t('Wherever the person may') },
          { value: 'some', label: t('In some workspaces only') },
        ]}
      />
      {place === 'some' && (
        <MultiSelectField
          name="workspaces"
          label={t('Workspaces')}
          required
          options={(workspaces.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {place === 'everywhere' && administers && (
        <CheckboxField
          name="administers"
          label={t('It also administers')}
          description={t(
            'Whoever gets hold of it can change accounts, groups and settings. Leave it off unless the program does just that.',
          )}
        />
      )}
      <SelectField
        name="days"
        label={t('Works for')}
        options={lives.map((days) => ({ value: days, label: lifeWords[days] }))}
      />
    </>
  )
}

type Props = { isOpen: boolean; onClose: () => void }
type FormProps = { onClose: () => void; onMade: (made: Made) => void }

function MyForm({ onClose, onMade }: FormProps) {
  const t = useText()
  const administers = useAdministers()
  return (
    <CommandForm
      endpoint={createMyTokenApi}
      start={start}
      input={wishOf}
      submit={t('Create the token')}
      onCancel={onClose}
      invalidates={[listMyTokensApi]}
      onDone={onMade}
    >
      {(form) => <Fields place={form.watch('place')} administers={administers} />}
    </CommandForm>
  )
}

function AnybodysForm({ onClose, onMade }: FormProps) {
  const t = useText()
  return (
    <CommandForm
      endpoint={createTokenApi}
      start={{ ...start, user: '' }}
      input={({ user, ...values }) => ({ user, ...wishOf(values) })}
      submit={t('Create the token')}
      onCancel={onClose}
      invalidates={[listTokensApi]}
      problemFields={{ 'token.needs_named_seat': 'user', 'token.of_supervisor': 'user', 'user.not_active': 'user' }}
      onDone={onMade}
    >
      {(form) => (
        <>
          <PersonField
            name="user"
            label={t('Acts as')}
            description={t('The token has the rights of this person, and what it does is this person’s deed.')}
            search={findEmployees}
            searchKey="tokens"
            required
            autoFocus
          />
          <Fields place={form.watch('place')} administers />
        </>
      )}
    </CommandForm>
  )
}

/** Makes a token, for oneself or for anybody, and shows it once. */
export function CreateTokenDialog({ isOpen, onClose, isMine }: Props & { isMine: boolean }) {
  const t = useText()
  const [made, setMade] = useState<Made>()
  const close = (): void => {
    setMade(undefined)
    onClose()
  }
  const Form = isMine ? MyForm : AnybodysForm
  return (
    <Dialog title={t('New API token')} isOpen={isOpen} onClose={close}>
      {made ? <MadeToken made={made} onClose={close} /> : <Form onClose={close} onMade={setMade} />}
    </Dialog>
  )
}
