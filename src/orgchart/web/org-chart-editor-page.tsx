import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChecks,
  IconFileImport,
  IconHistory,
  IconSend,
  IconTrash,
} from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { useAddress } from '../../ui/address.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { useText } from '../../ui/language.ts'
import { Stack, Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Page } from '../../ui/page.tsx'
import { useCommand } from '../../ui/queries.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { discardOrgDraftApi } from '../contract-draft.ts'
import { AddElementDialog } from './add-element-dialog.tsx'
import { ChartBoard } from './chart-board.tsx'
import { CheckDrawer } from './check-drawer.tsx'
import { ElementPanel } from './element-panel.tsx'
import { ExportMenu } from './export-menu.tsx'
import { FirstElement } from './first-element.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import { useChart } from './use-chart.ts'
import { type Drawing, useDrawing } from './use-drawing.ts'
import { useEditing } from './use-editing.ts'
import { VersionsDrawer } from './versions-drawer.tsx'

type Opened = 'check' | 'publish' | 'versions' | 'import'

/** Which dialog is open stands in the address. */
function useOpened(): [string | undefined, (dialog: Opened | undefined) => void] {
  const { search, change } = useAddress()
  return [search.dialog, (dialog) => change({ dialog })]
}

function Editor({ drawing }: { drawing: Drawing }) {
  const t = useText()
  const chart = useChart(drawing.elements)
  const editing = useEditing(drawing, chart)
  const { undo, redo } = drawing
  useShortcut('mod+Z', t('Undo'), () => undo?.())
  useShortcut('mod+Y', t('Redo'), () => redo?.())
  useShortcut('F2', t('Rename the chosen element'), () => chart.chosen && editing.acts.startRenaming(chart.chosen))
  useShortcut('Insert', t('Add below the chosen element'), () => chart.chosen && editing.acts.add(chart.chosen))

  return (
    <>
      <ChartBoard
        label={t('Org chart')}
        chart={chart}
        acts={editing.acts}
        renaming={editing.renaming}
        factsOf={({ id, state, changedBy }) => ({
          mark:
            state === 'same'
              ? undefined
              : state === 'new'
                ? t('New, by {{name}}', { name: changedBy ?? t('you') })
                : t('Changed by {{name}}', { name: changedBy ?? t('you') }),
          isCut: editing.cut === id,
        })}
        tools={
          <>
            <IconButton
              icon={IconArrowBackUp}
              label={t('Undo')}
              onClick={undo}
              disabledReason={!undo && t('Nothing to undo')}
            />
            <IconButton
              icon={IconArrowForwardUp}
              label={t('Redo')}
              onClick={redo}
              disabledReason={!redo && t('Nothing to redo')}
            />
          </>
        }
        end={<ExportMenu trees={chart.trees} closed={chart.closed} of="draft" />}
        panel={
          chart.element && (
            <ElementPanel
              key={chart.element.id}
              element={chart.element}
              drawing={drawing}
              chart={chart}
              editing={editing}
            />
          )
        }
      />
      <AddElementDialog
        below={editing.adding}
        onClose={() => editing.setAdding(undefined)}
        onAdd={editing.addElement}
      />
    </>
  )
}

function useDiscard(drawing: Drawing): () => Promise<void> {
  const t = useText()
  const command = useCommand(discardOrgDraftApi, { done: t('The draft is thrown away.'), onDone: drawing.forget })
  return async () => {
    if (!drawing.draft) return
    const sure = await confirm({
      title: t('Throw the draft away?'),
      text: t(
        'All changes that are not published are lost, also those of other administrators. The published chart stays as it is.',
      ),
      action: t('Throw away'),
      danger: true,
    })
    if (sure) command.run({ version: drawing.draft.version })
  }
}

function DraftState({ drawing }: { drawing: Drawing }) {
  const t = useText()
  const { draft } = drawing
  if (!draft) return <StatusBadge tone="good">{t('Published')}</StatusBadge>
  return (
    <StatusBadge tone={drawing.isSaving ? 'neutral' : 'warning'}>
      {drawing.isSaving ? t('Saving…') : t('Draft · changes: {{number}}', { number: draft.changes })}
    </StatusBadge>
  )
}

/** Administration → Org chart: everything is drawn in one shared draft, and nothing counts until it is published. */
export function OrgChartEditorPage() {
  const t = useText()
  const drawing = useDrawing()
  const [opened, open] = useOpened()
  const discard = useDiscard(drawing)
  const { draft } = drawing
  const nothing = !draft?.changes && t('The draft says the same as the published chart.')
  const close = (): void => open(undefined)
  return (
    <Page
      title={t('Org chart')}
      badge={<DraftState drawing={drawing} />}
      width="whole"
      breadcrumbs={[{ label: t('Administration'), href: links.administration() }]}
      description={
        draft ? (
          <>
            {t('Last changed by {{name}}', { name: draft.changedBy })} <RelativeTime at={draft.changedAt} />
          </>
        ) : (
          t('What you draw is a draft that all administrators share. It counts when you publish it.')
        )
      }
      actions={
        <>
          <Menu
            label={t('More')}
            entries={[
              { label: t('Versions'), icon: IconHistory, onClick: () => open('versions') },
              { label: t('Import a table'), icon: IconFileImport, onClick: () => open('import') },
              'line',
              {
                label: t('Throw the draft away'),
                icon: IconTrash,
                danger: true,
                onClick: () => void discard(),
                disabledReason: !draft && t('There is no draft.'),
              },
            ]}
          />
          <Button kind="plain" icon={IconChecks} onClick={() => open('check')}>
            {t('Check')}
          </Button>
          <Button
            icon={IconSend}
            onClick={() => open('publish')}
            disabledReason={drawing.isSaving ? t('Saving…') : nothing}
          >
            {t('Publish')}
          </Button>
        </>
      }
    >
      <Loaded query={drawing.answer}>
        {() => (
          <Stack gap="sm">
            {draft?.restores && (
              <Callout>
                {t('This draft goes back to version {{number}}. Look at it and publish it, or throw it away.', {
                  number: draft.restores,
                })}
              </Callout>
            )}
            {drawing.elements.length === 0 ? <FirstElement drawing={drawing} /> : <Editor drawing={drawing} />}
            <Text small quiet>
              {t(
                'Drag an element onto another, or use the keyboard: arrows, Insert, F2, Delete, Ctrl+X and Ctrl+V. The key ? lists all.',
              )}
            </Text>
          </Stack>
        )}
      </Loaded>
      <CheckDrawer isOpen={opened === 'check'} onClose={close} />
      <PublishDialog draft={draft} isOpen={opened === 'publish'} onClose={close} onPublished={drawing.forget} />
      <VersionsDrawer
        isOpen={opened === 'versions'}
        onClose={close}
        onRestored={drawing.forget}
        hasDraft={draft !== null}
      />
      <ImportDialog draft={draft} isOpen={opened === 'import'} onClose={close} onImported={drawing.forget} />
    </Page>
  )
}
