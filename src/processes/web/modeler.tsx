import { useState } from 'react'
import { getAppApi } from '../../apps/contract.ts'
import type { AnswerOf } from '../../base/endpoint.ts'
import type { AppId } from '../../base/ids.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { problemText, useText } from '../../ui/language.ts'
import { Row, Stack } from '../../ui/layout.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { useShortcut } from '../../ui/shortcuts.tsx'
import { getWorkspaceApi } from '../../workspaces/contract.ts'
import type { getProcessApi } from '../contract.ts'
import { isA, moddleOf, processOf, textIn } from './bpmn.ts'
import { DrawingCanvas } from './drawing-canvas.tsx'
import type { Drawing } from './drawing.ts'
import { Findings, useMarks } from './findings.tsx'
import classes from './modeler.module.css'
import { PublishDialog } from './publish-dialog.tsx'
import { settingOf } from './settings.ts'
import { SettingsPanel } from './settings-panel.tsx'
import { SurroundingsContext, useShownRevision } from './surroundings.ts'
import { ToolBar } from './tool-bar.tsx'
import { useCheck } from './use-check.ts'
import { type Draft, useDraft } from './use-draft.ts'
import { useFullScreen } from './use-full-screen.ts'

type Process = AnswerOf<typeof getProcessApi>

/** Drawing a process: the canvas, its settings beside it, what to mend below it. */
export function Modeler({ process, onReload }: { process: Process; onReload: () => void }) {
  const t = useText()
  const [drawing, setDrawing] = useState<Drawing | null>(null)
  const [unreadable, setUnreadable] = useState<string | null>(null)
  const [isPublishing, setPublishing] = useState(false)
  const fullScreen = useFullScreen()
  const draft = useDraft(process.id, process.draftVersion, drawing)
  const checked = useCheck(process.id, drawing)
  useMarks(drawing, checked)
  useShortcut('mod+S', t('Save the drawing'), () => void draft.keep())

  return (
    <Stack gap="sm">
      <DraftTrouble draft={draft} onReload={onReload} />
      {unreadable && (
        <Callout kind="bad" title={t('This drawing cannot be shown')}>
          {unreadable}
        </Callout>
      )}
      <div className={classes.modeler} data-full={fullScreen.isFull || undefined}>
        {drawing && (
          <ToolBar {...{ drawing, draft, fullScreen }} code={process.code} onPublish={() => setPublishing(true)} />
        )}
        <div className={classes.work}>
          <div className={classes.stage}>
            <DrawingCanvas xml={process.draftXml} onOpen={setDrawing} onUnreadable={setUnreadable} />
            {drawing && <Findings drawing={drawing} checked={checked} />}
          </div>
          {drawing ? <Panel drawing={drawing} process={process} /> : <div className={classes.panel} />}
        </div>
      </div>
      {drawing && (
        <PublishDialog {...{ process, drawing, draft }} isOpen={isPublishing} onClose={() => setPublishing(false)} />
      )}
    </Stack>
  )
}

/** The app the drawing names now, which may be another one than when it was opened. */
function appRef(drawing: Drawing): string {
  const owners = drawing.all().filter((drawn) => isA(drawn, 'bpmn:Participant', 'bpmn:Process'))
  const refs = owners.map((owner) => textIn(settingOf(processOf(moddleOf(owner)), 'Item'), 'app'))
  return refs.find((ref) => ref !== '') ?? ''
}

function Panel({ drawing, process }: { drawing: Drawing; process: Process }) {
  useShownRevision(drawing)
  const workspace = useQueryOf(getWorkspaceApi, { workspace: process.workspace.id }, { topics: ['workspaces'] })
  const apps = workspace.data?.apps ?? []
  const ref = appRef(drawing)
  const bound = apps.find(({ id, code }) => id === ref || code === ref)
  const app = useQueryOf(getAppApi, { app: bound?.id ?? ('' as AppId) }, { enabled: !!bound })
  return (
    <SurroundingsContext value={{ drawing, apps, app: bound ? app.data : undefined }}>
      <SettingsPanel />
    </SurroundingsContext>
  )
}

/** Somebody else has drawn here too, or the server does not answer: nothing is lost before the person has chosen. */
function DraftTrouble({ draft, onReload }: { draft: Draft; onReload: () => void }) {
  const t = useText()
  if (draft.state === 'failed' && draft.problem) {
    return (
      <Callout kind="bad" title={t('The drawing is not saved')}>
        <Stack gap="xs">
          {problemText(draft.problem)}
          <Row>
            <Button kind="plain" size="xs" onClick={() => void draft.keep()}>
              {t('Try again')}
            </Button>
          </Row>
        </Stack>
      </Callout>
    )
  }
  if (draft.state !== 'changed_elsewhere') return null
  return (
    <Callout kind="warning" title={t('Somebody else has changed this drawing meanwhile')}>
      <Stack gap="xs">
        {t('Yours is not saved. Take theirs and lose yours, or put yours over theirs.')}
        <Row gap="xs">
          <Button kind="plain" size="xs" onClick={onReload}>
            {t('Take theirs')}
          </Button>
          <Button kind="plain" size="xs" onClick={() => void draft.keepMine()}>
            {t('Put mine over it')}
          </Button>
        </Row>
      </Stack>
    </Callout>
  )
}
