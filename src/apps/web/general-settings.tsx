import { IconTrash } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { Button } from '../../ui/button.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { ChoiceField, SelectField, SwitchField, TextAreaField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Stack, Text } from '../../ui/layout.tsx'
import { useGo } from '../../ui/link.tsx'
import { useCommand } from '../../ui/queries.ts'
import { VisibleToField } from '../../workspaces/web/visible-to-field.tsx'
import { type AppShape, deleteAppApi, getAppApi, getAppDraftApi, updateAppApi } from '../contract.ts'

/** What an app is called, who has it in the menu, and who decides on its items. */
export function GeneralSettings({ workspace, app }: { workspace: string; app: AppShape }) {
  const t = useText()
  const lines = app.fields.filter(({ type }) => type === 'string')
  return (
    <Stack gap="lg">
      <Panel>
        <CommandForm
          key={app.version}
          endpoint={updateAppApi}
          start={{
            name: app.name,
            itemName: app.itemName,
            description: app.description,
            visibleTo: app.visibleTo,
            titleField: app.titleField ?? undefined,
            readsAudited: app.readsAudited,
          }}
          input={(values) => ({ app: app.id, version: app.version, ...values })}
          submit={t('Save')}
          done={t('Saved.')}
          invalidates={[getAppApi, getAppDraftApi, 'workspaces']}
        >
          <TextField name="name" label={t('Name of the app')} required maxLength={120} />
          <TextField name="itemName" label={t('What one item is called')} required maxLength={60} />
          {lines.length > 1 && (
            <SelectField
              name="titleField"
              label={t('Items are named by')}
              options={lines.map(({ code, name }) => ({ value: code, label: name }))}
            />
          )}
          <TextAreaField name="description" label={t('What it is for')} rows={2} maxLength={1000} />
          <VisibleToField />
          <SwitchField
            name="readsAudited"
            label={t('Write into the audit who reads its items')}
            description={t(
              'For personal data and secrets: lists, items, their history, task forms and files. Each reading costs a little time.',
            )}
          />
        </CommandForm>
      </Panel>
      <DeleteApp workspace={workspace} app={app} />
    </Stack>
  )
}

export function ModeField() {
  const t = useText()
  return (
    <ChoiceField
      name="mode"
      label={t('Who decides on its items')}
      choices={[
        {
          value: 'open',
          label: t('Open'),
          description: t(
            'Every employee may see, make, edit and delete items. People from outside see what a portal shows.',
          ),
        },
        {
          value: 'app',
          label: t('By rights'),
          description: t('Only whoever was given rights. Tasks show the item they are about.'),
        },
      ]}
    />
  )
}

function DeleteApp({ workspace, app }: { workspace: string; app: AppShape }) {
  const t = useText()
  const go = useGo()
  const command = useCommand(deleteAppApi, {
    done: t('The app is deleted.'),
    invalidates: ['workspaces'],
    onDone: () => go(links.workspace({ workspace })),
  })
  const ask = async () => {
    const wanted = await confirm({
      title: t('Delete “{{name}}”?', { name: app.name }),
      text: t(
        'Nobody reaches the app and its items any more. Processes that work on its items will stop with an incident.',
      ),
      action: t('Delete the app'),
      danger: true,
    })
    if (wanted) command.run({ app: app.id })
  }
  return (
    <Panel
      title={t('Delete the app')}
      actions={
        <Button kind="danger" icon={IconTrash} isRunning={command.isRunning} onClick={() => void ask()}>
          {t('Delete')}
        </Button>
      }
    >
      <Text quiet>{t('Its items are kept in the database, but nobody reaches them any more.')}</Text>
    </Panel>
  )
}
