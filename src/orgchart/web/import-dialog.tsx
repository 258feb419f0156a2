import { IconUpload } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { AnswerOf } from '../../base/endpoint.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { problemText, useText } from '../../ui/language.ts'
import { Row, Stack, Text, Verbatim } from '../../ui/layout.tsx'
import { useCommand } from '../../ui/queries.ts'
import { SwitchSetting } from '../../ui/setting-fields.tsx'
import { type DraftShape, importOrgChartApi } from '../contract-draft.ts'

type ImportDialogProps = { draft: DraftShape | null; isOpen: boolean; onClose: () => void; onImported: () => void }
type Outcome = AnswerOf<typeof importOrgChartApi>
type Chosen = { name: string; csv: string }

const example = `parent,kind,name,lead,members
,department,Larkfield Instruments,vera@larkfield.example,
Larkfield Instruments,department,Support department,marta@larkfield.example,
Larkfield Instruments / Support department,employee_group,First line,,kevin@larkfield.example; lena@larkfield.example`

function Preview({ outcome }: { outcome: Outcome }) {
  const t = useText()
  if (outcome.errorCount > 0) {
    return (
      <Callout kind="bad" title={t('Cells that cannot be taken: {{number}}', { number: outcome.errorCount })}>
        <ul style={{ margin: 0, paddingInlineStart: '1.2em', maxHeight: 260, overflowY: 'auto' }}>
          {outcome.errors.map(({ row, column, message }) => (
            <li key={`${row} ${column} ${message}`}>
              {t('Row {{row}}, {{column}}: {{message}}', { row, column, message })}
            </li>
          ))}
        </ul>
      </Callout>
    )
  }
  const { rows, added, changed, removed } = outcome
  return (
    <Callout kind="good" title={t('Rows that were understood: {{number}}', { number: rows })}>
      {t('New: {{added}} · changed: {{changed}} · taken out: {{removed}}', { added, changed, removed })}
    </Callout>
  )
}

/** A file as text; what is no UTF-8 is refused here, before anything becomes question marks. */
async function readText(file: File): Promise<string> {
  return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
}

function Import({ draft, onClose, onImported }: Omit<ImportDialogProps, 'isOpen'>) {
  const t = useText()
  const input = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<Chosen>()
  const [replace, setReplace] = useState(false)
  const [outcome, setOutcome] = useState<Outcome>()
  const [refused, setRefused] = useState<string>()
  const send = useCommand(importOrgChartApi, { onProblem: (problem) => setRefused(problemText(problem)) })
  const version = draft?.version ?? null

  const look = async (table: Chosen | undefined, replacing: boolean): Promise<void> => {
    setOutcome(undefined)
    setRefused(undefined)
    if (table) setOutcome(await send.runAndWait({ version, csv: table.csv, replace: replacing, apply: false }))
  }
  const choose = async (file: File | undefined): Promise<void> => {
    if (!file) return
    const csv = await readText(file).catch(() => undefined)
    if (csv === undefined) return setRefused(t('Expected text in UTF-8. In a spreadsheet, save it as “CSV UTF-8”.'))
    setChosen({ name: file.name, csv })
    await look({ name: file.name, csv }, replace)
  }
  const apply = async (): Promise<void> => {
    const done = chosen && (await send.runAndWait({ version, csv: chosen.csv, replace, apply: true }))
    if (!done) return
    onImported()
    onClose()
  }

  return (
    <Stack>
      <Text>
        {t('A table in CSV, one element a row. It goes into the draft, so that you can look at it before it counts.')}
      </Text>
      <Verbatim block>{example}</Verbatim>
      <Text small quiet>
        {t(
          'parent is the way from the top, names parted by “ / ”. kind is department, position or employee_group. lead and members are e-mail addresses.',
        )}
      </Text>
      <input
        ref={input}
        type="file"
        accept=".csv,text/csv"
        hidden
        onChange={(event) => void choose(event.target.files?.[0])}
      />
      <Row>
        <Button kind="plain" icon={IconUpload} onClick={() => input.current?.click()} isRunning={send.isRunning}>
          {t('Choose a file')}
        </Button>
        {chosen && <Text quiet>{chosen.name}</Text>}
      </Row>
      <SwitchSetting
        label={t('Take out what does not stand in the table')}
        value={replace}
        onChange={(next) => {
          setReplace(next)
          void look(chosen, next)
        }}
      />
      {refused && <Callout kind="bad">{refused}</Callout>}
      {outcome && <Preview outcome={outcome} />}
      <Row justify="end">
        <Button kind="plain" onClick={onClose}>
          {t('Cancel')}
        </Button>
        <Button
          onClick={() => void apply()}
          isRunning={send.isRunning}
          disabledReason={
            !outcome
              ? t('Choose a file first.')
              : outcome.errorCount > 0 && t('Mend the cells named above and choose the file again.')
          }
        >
          {t('Put into the draft')}
        </Button>
      </Row>
    </Stack>
  )
}

/** A whole chart from a spreadsheet. */
export function ImportDialog({ draft, isOpen, onClose, onImported }: ImportDialogProps) {
  const t = useText()
  return (
    <Dialog title={t('Import a table')} isOpen={isOpen} onClose={onClose} size="lg">
      <Import draft={draft} onClose={onClose} onImported={onImported} />
    </Dialog>
  )
}
