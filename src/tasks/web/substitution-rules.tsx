import { IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useFieldArray, useFormContext } from 'react-hook-form'
import type { UserId } from '../../base/ids.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { useText } from '../../ui/language.ts'
import { Columns, Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { PersonField, type PersonOption } from '../../ui/person-field.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { listRulePlacesApi, mostSubstitutionRules } from '../contract-substitutions.ts'
import { findPeople } from './find-people.ts'
import { emptyRule, type SubstitutionValues } from './substitution-values.ts'

type Props = { absent: string | undefined; known: readonly PersonOption[] }

/** Which tasks go to somebody else than the main substitute; asked from the top, the first that fits decides. */
export function SubstitutionRules({ absent, known }: Props) {
  const t = useText()
  const { control } = useFormContext<SubstitutionValues>()
  const { fields, append, remove, move } = useFieldArray({ control, name: 'rules' })
  return (
    <Stack gap="sm">
      <div>
        <Text strong>{t('Several substitutes')}</Text>
        <Text small quiet>
          {t(
            'Rules are asked from the top, and the first that fits decides. Everything else goes to the main substitute.',
          )}
        </Text>
      </div>
      {fields.map((field, at) => (
        <Rule
          key={field.id}
          at={at}
          absent={absent}
          known={known}
          onUp={at === 0 ? undefined : () => move(at, at - 1)}
          onRemove={() => remove(at)}
        />
      ))}
      <Row>
        <Button
          kind="plain"
          size="xs"
          icon={IconPlus}
          onClick={() => append(emptyRule)}
          disabledReason={fields.length >= mostSubstitutionRules && t('These are as many rules as there can be.')}
        >
          {t('Add a rule')}
        </Button>
      </Row>
    </Stack>
  )
}

function Rule({
  at,
  absent,
  known,
  onUp,
  onRemove,
}: Props & { at: number; onUp: (() => void) | undefined; onRemove: () => void }) {
  const t = useText()
  const places = useQueryOf(listRulePlacesApi, { absent: absent as UserId }, { enabled: absent !== undefined })
  const asOptions = (all: readonly { id: string; name: string }[] = []) =>
    all.map(({ id, name }) => ({ value: id, label: name }))
  const name = (part: string): string => `rules.${at}.${part}`
  return (
    <Panel>
      <Stack gap="sm">
        <Row justify="between" oneLine>
          <Text strong>{t('Rule {{number}}', { number: at + 1 })}</Text>
          <Row gap="xs" oneLine>
            {onUp && <IconButton icon={IconArrowUp} label={t('Ask it earlier')} onClick={onUp} />}
            <IconButton icon={IconTrash} label={t('Remove the rule')} onClick={onRemove} />
          </Row>
        </Row>
        <Columns>
          <TextField name={name('name')} label={t('Name')} required maxLength={120} />
          <PersonField
            name={name('substitute')}
            label={t('Who gets these tasks')}
            search={findPeople}
            searchKey="rule substitute"
            known={known}
            required
          />
          <SelectField
            name={name('process')}
            label={t('Process')}
            placeholder={t('Any')}
            options={asOptions(places.data?.processes)}
            clearable
          />
          <SelectField
            name={name('workspace')}
            label={t('Workspace')}
            placeholder={t('Any')}
            options={asOptions(places.data?.workspaces)}
            clearable
          />
        </Columns>
        <TextField
          name={name('condition')}
          label={t('Condition (FEEL)')}
          description={t('Over process, workspace, name, due and item, such as: item.amount > 1000')}
          maxLength={4000}
        />
      </Stack>
    </Panel>
  )
}
