import { IconMailForward } from '@tabler/icons-react'
import { useState } from 'react'
import type { AnswerOf } from '../../base/endpoint.ts'
import { getLicensesApi } from '../../licensing/contract.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { MultiSelectField, SelectField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { languages, useText } from '../../ui/language.ts'
import { Columns, Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { type getBatchApi, mapImportApi, runImportApi } from '../batches-contract.ts'
import { type ImportField, importFields } from '../import-fields.ts'
import { useGroupChoices } from './use-group-choices.ts'

type Batch = AnswerOf<typeof getBatchApi>

const fieldWords: Record<ImportField, string> = {
  fullName: 'Full name',
  email: 'E-mail',
  hireDate: 'Hire date',
  phone: 'Mobile',
  workPhone: 'Work phone',
  birthDate: 'Birth date',
  timeZone: 'Time zone',
  language: 'Language',
  position: 'Places in the org chart',
  groups: 'Groups',
}

const ignored = 'ignored'

function Mapping({ batch, onDone }: { batch: Batch; onDone: () => void }) {
  const t = useText()
  const groups = useGroupChoices()
  const fields = importFields.map((field) => ({ value: field as string, label: t(fieldWords[field]) }))
  return (
    <CommandForm
      endpoint={mapImportApi}
      start={{
        mapping: (batch.mapping ?? []).map((field) => field || ignored),
        groups: batch.groups as string[],
        language: (batch.language ?? undefined) as string | undefined,
      }}
      input={({ mapping, groups: chosen, language }) => ({
        batch: batch.id,
        mapping: mapping.map((field) => (field === ignored ? '' : (field as ImportField))),
        groups: chosen,
        language: (language ?? null) as 'en' | null,
      })}
      problemFields={{ 'import.mapping_unfit': 'mapping.0' }}
      submit={t('Check again')}
      onCancel={onDone}
      invalidates={['batches']}
      onDone={onDone}
    >
      <Columns count={3}>
        {(batch.columns ?? []).map((column, at) => (
          <SelectField
            key={`${at} ${column}`}
            name={`mapping.${at}`}
            label={column || t('Column {{number}}', { number: at + 1 })}
            options={[{ value: ignored, label: t('Leave out') }, ...fields]}
          />
        ))}
      </Columns>
      <Columns>
        <MultiSelectField name="groups" label={t('Groups everybody in the file joins')} options={groups} />
        <SelectField name="language" label={t('Language of the mail')} options={languages} clearable />
      </Columns>
    </CommandForm>
  )
}

/** How many seats are missing for everybody in the file; null while that is unknown or enough are free. */
function useMissingSeats(people: number): number | null {
  const licenses = useQueryOf(getLicensesApi, {}, { topics: ['licenses'] })
  const free = licenses.data?.pools.find(({ kind }) => kind === 'named')?.free
  return free === undefined || free >= people ? null : people - free
}

/** An import before anybody is invited: what its columns are, how many rows are sound, and the button. */
export function ImportPanel({ batch }: { batch: Batch }) {
  const t = useText()
  const [isMapping, setMapping] = useState(batch.sound === 0)
  const missing = useMissingSeats(batch.sound)
  const run = useCommand(runImportApi, { invalidates: ['batches'] })
  const wrong = batch.total - batch.sound
  const ask = async (): Promise<void> => {
    const sure = await confirm({
      title: t('Invite {{number}} people?', { number: batch.sound }),
      text: t('Each gets a link by mail and takes a named seat at once. Rows with something wrong are left out.'),
      action: t('Send the invitations'),
    })
    if (sure) run.run({ batch: batch.id })
  }
  return (
    <Panel
      title={t('{{number}} people can be invited', { number: batch.sound })}
      description={
        wrong > 0
          ? t('In {{number}} rows something is wrong; they would be left out. Look at them below.', { number: wrong })
          : t('Every row is sound.')
      }
      actions={
        <Row gap="xs">
          <Button kind="plain" onClick={() => setMapping(!isMapping)}>
            {t('Columns and groups')}
          </Button>
          <Button
            icon={IconMailForward}
            isRunning={run.isRunning}
            disabledReason={batch.sound === 0 && t('No row is sound. Say which column is what, or mend the file.')}
            onClick={() => void ask()}
          >
            {t('Invite them')}
          </Button>
        </Row>
      }
    >
      <Stack>
        {missing !== null && (
          <Callout kind="warning" title={t('{{number}} seats are missing', { number: missing })}>
            {t('People are invited in the order of the rows until no seat is free; the rest is refused row by row.')}
          </Callout>
        )}
        {isMapping ? (
          <Mapping batch={batch} onDone={() => setMapping(false)} />
        ) : (
          <Text quiet>
            {(batch.columns ?? [])
              .map((column, at) => [column, batch.mapping?.[at] ?? ''] as const)
              .filter(([, field]) => field !== '')
              .map(([column, field]) => `${column} = ${t(fieldWords[field as ImportField])}`)
              .join(' · ')}
          </Text>
        )}
      </Stack>
    </Panel>
  )
}
