import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { makeDesk } from '../../test/cast/desk.ts'
import { draw } from '../../test/processes/draw.ts'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { newId } from '../base/ids.ts'
import { completeTask } from './commands/complete-task.ts'
import { createProcess } from './commands/create-process.ts'
import { publishProcess } from './commands/publish-process.ts'
import { renameProcess } from './commands/rename-process.ts'
import { saveDraft } from './commands/save-draft.ts'
import { startProcess } from './commands/start-process.ts'
import { checkDraft } from './queries/check-draft.ts'
import { getInstance } from './queries/get-instance.ts'
import { getProcess } from './queries/get-process.ts'
import { getProcessVersion } from './queries/get-process-version.ts'
import { getTask } from './queries/get-task.ts'
import { listProcesses } from './queries/list-processes.ts'
import { listStartableProcesses } from './queries/list-startable-processes.ts'
import { listMyTasks } from '../tasks/queries/list-my-tasks.ts'

const world = await makeWorld()
const desk = await makeDesk(world)
const adam = await world.as('adam')
const igor = await world.as('igor')
const vera = await world.as('vera')
const template = await readFile(new URL('templates/handle-a-request.bpmn', import.meta.url), 'utf8')

let made = 0
const newProcess = async () => {
  made += 1
  return adam.run(createProcess, { workspace: desk.workspace, name: `Drawn ${made}` })
}

/** Saves a drawing as a new process and gives its id. */
async function drawn(xml: string) {
  const { id, draftVersion } = await newProcess()
  const saved = await adam.run(saveDraft, { process: id, draftVersion, xml })
  return { process: id, draftVersion: saved.draftVersion }
}

const publishing = async (xml: string) => adam.run(publishProcess, await drawn(xml))

type Found = { code: string; element: string | null; name: string | null; reason: string }
async function findingsOf(xml: string): Promise<Found[]> {
  const refusal = await refusalOf(publishing(xml))
  expect(refusal).toMatchObject({ kind: 'unprocessable', code: 'process.not_publishable' })
  return refusal.facts['findings'] as Found[]
}

describe('a new process', () => {
  test('begins with a drawing that can be published as it is', async () => {
    const { id, draftVersion } = await newProcess()
    expect((await adam.run(checkDraft, { process: id })).refusals).toEqual([])
    const { number, warnings } = await adam.run(publishProcess, { process: id, draftVersion })
    expect(number).toBe(1)
    expect(warnings.map(({ code }) => code)).toEqual(['executor.missing'])
  })

  test('can be started by every employee, by nobody outside, and is in nobody’s way before it is published', async () => {
    const { id, draftVersion } = await newProcess()
    expect((await igor.run(listStartableProcesses, {})).rows.map((row) => row.id)).not.toContain(id)
    expect((await refusalOf(igor.run(startProcess, { process: id }))).code).toBe('process.not_published')
    await adam.run(publishProcess, { process: id, draftVersion })
    expect((await igor.run(listStartableProcesses, {})).rows.map((row) => row.id)).toContain(id)
    await igor.run(startProcess, { process: id, name: 'By hand' })
    const { rows } = await world.pool.query(
      `select principal_id, rights, granted_by from grants where resource_id = $1`,
      [id],
    )
    expect(rows).toEqual([
      { principal_id: '00000000-0000-7000-8000-000000000002', rights: ['start'], granted_by: adam.id },
    ])
  })

  test('carries its app into the drawing, and its name however it is written', async () => {
    const { id } = await adam.run(createProcess, { workspace: desk.workspace, app: desk.app, name: 'Заявка <"&\'>' })
    const process = await adam.run(getProcess, { process: id })
    expect(process).toMatchObject({ code: 'zayavka', app: { name: 'Requests' }, published: null, draftVersion: 1 })
    expect(process.draftXml).toContain('<portico:item app="requests" />')
    expect((await adam.run(checkDraft, { process: id })).refusals).toEqual([])
  })

  test('needs a name of its own in its workspace', async () => {
    const refusal = await refusalOf(adam.run(createProcess, { workspace: desk.workspace, name: 'handle a REQUEST' }))
    expect(refusal).toMatchObject({ kind: 'conflict', code: 'process.name_taken' })
  })

  test('cannot be bound to an app of another place', async () => {
    const refusal = await refusalOf(
      adam.run(createProcess, { workspace: desk.workspace, app: newId<'app'>(), name: 'Elsewhere' }),
    )
    expect(refusal.code).toBe('process.app_elsewhere')
  })
})

describe('the draft', () => {
  test('is kept unfinished, and a second hand does not write over the first (AT-016)', async () => {
    const { id } = await newProcess()
    await adam.run(saveDraft, { process: id, draftVersion: 1, xml: '<not finished' })
    const refusal = await refusalOf(vera.run(saveDraft, { process: id, draftVersion: 1, xml: template }))
    expect(refusal).toMatchObject({ code: 'process.draft_changed_meanwhile', facts: { draftVersion: 2 } })
    expect((await adam.run(getProcess, { process: id })).draftXml).toBe('<not finished')
  })

  test('is published only as it was seen', async () => {
    const { id } = await newProcess()
    await adam.run(saveDraft, { process: id, draftVersion: 1, xml: template })
    expect((await refusalOf(adam.run(publishProcess, { process: id, draftVersion: 1 }))).code).toBe(
      'process.draft_changed_meanwhile',
    )
  })
})

describe('versions', () => {
  test('a running instance keeps the one it began with, a new one takes the newest', async () => {
    const step = (label: string) =>
      draw(`
      start s
      user ${label}
      end e
      s -> ${label}
      ${label} -> e ! done
    `)
    const { process, draftVersion } = await drawn(step('first'))
    await adam.run(publishProcess, { process, draftVersion })
    const old = await igor.run(startProcess, { process })
    const saved = await adam.run(saveDraft, { process, draftVersion, xml: step('second') })
    expect((await adam.run(getProcess, { process })).draftDiffers).toBe(true)
    await adam.run(publishProcess, { process, draftVersion: saved.draftVersion })
    const young = await igor.run(startProcess, { process })
    expect((await adam.run(getInstance, { instance: old.instance })).activeElements).toEqual(['first'])
    expect((await adam.run(getInstance, { instance: young.instance })).activeElements).toEqual(['second'])
    const found = await adam.run(getProcess, { process })
    expect(found.versions.map(({ number, isCurrent, active }) => [number, isCurrent, active])).toEqual([
      [2, true, 1],
      [1, false, 1],
    ])
    expect((await adam.run(getProcessVersion, { process, number: 1 })).xml).toContain('"first"')
    expect((await refusalOf(adam.run(getProcessVersion, { process, number: 9 }))).kind).toBe('not_found')
  })

  test('a field that the app has no more is left out of an old form', async () => {
    const xml = draw(
      `
      start s
      user work <portico:form><portico:field name="subject" access="read" /><portico:field name="reply" /></portico:form>
      end e
      s -> work
      work -> e ! done
    `,
      { app: 'requests' },
    )
    const { process, draftVersion } = await drawn(xml)
    await adam.run(publishProcess, { process, draftVersion })
    await igor.run(startProcess, { process })
    const { rows } = await vera.run(listMyTasks, {})
    await world.pool.query(`update fields set removed_at = now() where app_id = $1 and code = 'reply'`, [desk.app])
    const task = await vera.run(getTask, { task: rows[0]!.id })
    expect(task.form.map(({ code }) => code)).toEqual(['subject'])
    const late = { task: task.id, version: task.version, outcome: 'done', values: { reply: 'x' } }
    expect((await refusalOf(vera.run(completeTask, late))).code).toBe('form.field_not_writable')
    await world.pool.query(`update fields set removed_at = null where app_id = $1 and code = 'reply'`, [desk.app])
  })
})

describe('what cannot be published', () => {
  test('all unsupported elements are told at once, each with id, name and reason', async () => {
    const xml = `<?xml version="1.0"?>
      <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x">
        <bpmn:process id="p" isExecutable="true">
          <bpmn:startEvent id="s" /><bpmn:serviceTask id="call" name="Call the warehouse" /><bpmn:scriptTask id="script" name="Work it out" />
          <bpmn:endEvent id="e" />
          <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="call" /><bpmn:sequenceFlow id="f2" sourceRef="call" targetRef="script" />
          <bpmn:sequenceFlow id="f3" sourceRef="script" targetRef="e" />
        </bpmn:process>
      </bpmn:definitions>`
    const findings = await findingsOf(xml)
    expect(findings.slice(0, 2)).toMatchObject([
      { code: 'element.unsupported', element: 'call', name: 'Call the warehouse' },
      { code: 'element.unsupported', element: 'script', name: 'Work it out' },
    ])
    for (const { reason } of findings.slice(0, 2))
      expect(reason).toMatch(/^Expected an element that Portico runs, found a .* task/)
  })

  test.each([
    ['a document type', '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'],
    ['entities that grow', `<!DOCTYPE l [<!ENTITY a "x">${'<!ENTITY b "&a;&a;">'.repeat(9)}]><l>&b;</l>`],
    ['something that is not XML', 'constructor.constructor("return process")()'],
    ['XML of another kind', '<html><body onload="alert(1)"></body></html>'],
    ['nesting without end', `${'<a>'.repeat(500)}${'</a>'.repeat(500)}`],
    ['a tag that never ends', `<bpmn:definitions ${'a="b" '.repeat(10_000)}`],
  ])('%s (AT-136)', async (_, xml) => {
    const began = performance.now()
    const findings = await findingsOf(xml)
    expect(findings[0]!.code).toMatch(/^file\./)
    expect(performance.now() - began).toBeLessThan(5_000)
  })

  test('a file beyond the limit is refused before anything reads it (AT-136)', async () => {
    const { id } = await newProcess()
    const refusal = await refusalOf(
      adam.run(saveDraft, { process: id, draftVersion: 1, xml: 'x'.repeat(2 * 1024 * 1024 + 1) }),
    )
    expect(refusal).toMatchObject({ kind: 'invalid', code: 'request.invalid' })
  })

  const task = (settings: string) =>
    draw(
      `
      start s
      user work ${settings}
      end e
      s -> work
      work -> e ! done
    `,
      { app: 'requests' },
    )

  test.each([
    ['an unknown group', '<portico:executor kind="group" ref="nobody_knows" />', 'executor.unknown'],
    ['an unknown person', '<portico:executor kind="user" ref="nobody@larkfield.example" />', 'executor.unknown'],
    ['an unknown position', '<portico:executor kind="position" ref="Astronaut" />', 'executor.unknown'],
    [
      'a group of outsiders, who would see one another’s tasks',
      '<portico:executor kind="group" ref="external_users" />',
      'executor.external_group',
    ],
    ['a status the app does not have', '<portico:status value="frozen" />', 'status.unknown'],
    [
      'a field the app does not have',
      '<portico:form><portico:field name="colour" /></portico:form>',
      'form.unknown_field',
    ],
    [
      'a person setting the status',
      '<portico:form><portico:field name="status" /></portico:form>',
      'form.status_written',
    ],
    [
      'files in a variable',
      '<portico:form><portico:field name="papers" from="variable" type="file" /></portico:form>',
      'form.file_variable',
    ],
    [
      'one name for two things',
      '<portico:form><portico:field name="subject" /><portico:field name="subject" from="variable" /></portico:form>',
      'form.name_twice',
    ],
    ['four eyes with a task that is not there', '<portico:exclusion kind="task" ref="elsewhere" />', 'exclusion.task'],
  ])('%s', async (_, settings, code) => {
    expect(await findingsOf(task(settings))).toMatchObject([{ code, element: 'work' }])
  })

  test('an app that is not there', async () => {
    const xml = draw('start s\nend e\ns -> e', { app: 'ships' })
    expect(await findingsOf(xml)).toMatchObject([{ code: 'process.app_unknown' }])
  })

  test('an empty group is a warning with the lane’s name, because it may be filled tomorrow', async () => {
    const { warnings } = await publishing(template.replace('ref="support"', 'ref="privileged_users"'))
    expect(warnings).toContainEqual({
      code: 'executor.nobody',
      element: 'support',
      name: 'Support',
      reason: '“Privileged users” has no active member at the moment, so these tasks go to the System supervisor.',
    })
  })

  test('a start form that leaves out what the app requires is a warning, because its items will lack it', async () => {
    const { warnings } = await publishing(template.replaceAll(/<portico:field name="subject"[^>]*\/>/g, ''))
    expect(warnings).toContainEqual({
      code: 'form.required_left_out',
      element: expect.any(String),
      name: expect.anything(),
      reason: 'The app requires “Subject”, but the form at the start does not ask for it.',
    })
    expect((await publishing(template)).warnings.map(({ code }) => code)).not.toContain('form.required_left_out')
  })

  test('a check of what is being drawn says the same and keeps nothing', async () => {
    const { id } = await newProcess()
    const { refusals } = await adam.run(checkDraft, { process: id, xml: task('<portico:status value="frozen" />') })
    expect(refusals).toMatchObject([{ code: 'status.unknown', element: 'work' }])
    expect((await adam.run(getProcess, { process: id })).draftVersion).toBe(1)
  })
})

describe('people who do not draw', () => {
  test('an employee sees what can be started, not how it is drawn', async () => {
    const { rows } = await igor.run(listProcesses, { search: 'handle' })
    expect(rows).toMatchObject([{ name: 'Handle a request', can: { configure: false, start: true } }])
    expect((await refusalOf(igor.run(getProcess, { process: desk.process }))).kind).toBe('forbidden')
    expect((await refusalOf(igor.run(getProcessVersion, { process: desk.process, number: 1 }))).kind).toBe('forbidden')
  })

  test('an employee cannot draw, rename, publish or make one', async () => {
    const process = desk.process
    for (const deed of [
      () => igor.run(saveDraft, { process, draftVersion: 2, xml: template }),
      () => igor.run(renameProcess, { process, version: 2, name: 'Mine' }),
      () => igor.run(publishProcess, { process, draftVersion: 2 }),
      () => igor.run(createProcess, { workspace: desk.workspace, name: 'Mine' }),
    ]) {
      expect(['forbidden', 'not_found']).toContain((await refusalOf(deed())).kind)
    }
  })

  test('an unknown process looks like one that is not for you', async () => {
    await world.pool.query(`delete from grants where resource_id = $1 and audience = 'employees'`, [desk.process])
    const hidden = await refusalOf(igor.run(getProcess, { process: desk.process }))
    const missing = await refusalOf(igor.run(getProcess, { process: newId<'process'>() }))
    expect({ ...hidden, stack: '' }).toEqual({ ...missing, stack: '' })
  })
})
