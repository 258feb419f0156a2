/** Takes the signs with a meaning in XML as themselves. */
const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/[\u0000-\u001f]/g, ' ')

const shape = (id: string, element: string, [x, y, width, height]: number[], more = '') =>
  `      <bpmndi:BPMNShape id="${id}" bpmnElement="${element}"${more}>
        <dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}" />
      </bpmndi:BPMNShape>`

const edge = (id: string, element: string, points: [number, number][]) =>
  `      <bpmndi:BPMNEdge id="${id}" bpmnElement="${element}">
${points.map(([x, y]) => `        <di:waypoint x="${x}" y="${y}" />`).join('\n')}
      </bpmndi:BPMNEdge>`

/**
 * What a new process begins with: a pool with a lane for whoever starts it and one for whoever works on it, one task,
 * an end. It can be published as it is. `id` becomes the id of the process element; `app` is the code of the bound app.
 */
export function firstDiagram(process: { id: string; name: string; app: string | null }): string {
  const name = escaped(process.name)
  const item = process.app === null ? '' : `<portico:item app="${escaped(process.app)}" />`
  const horizontal = ' isHorizontal="true"'
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:portico="http://portico.app/schema/bpmn/1" id="definitions" targetNamespace="http://portico.app/processes">
  <bpmn:collaboration id="collaboration">
    <bpmn:participant id="pool" name="${name}" processRef="${process.id}" />
  </bpmn:collaboration>
  <bpmn:process id="${process.id}" name="${name}" isExecutable="true">${item && `\n    <bpmn:extensionElements>${item}</bpmn:extensionElements>`}
    <bpmn:laneSet id="lanes">
      <bpmn:lane id="lane_initiator" name="Initiator">
        <bpmn:extensionElements><portico:executor kind="initiator" /></bpmn:extensionElements>
        <bpmn:flowNodeRef>start</bpmn:flowNodeRef>
      </bpmn:lane>
      <bpmn:lane id="lane_executor" name="Executor">
        <bpmn:flowNodeRef>work</bpmn:flowNodeRef>
        <bpmn:flowNodeRef>end</bpmn:flowNodeRef>
      </bpmn:lane>
    </bpmn:laneSet>
    <bpmn:startEvent id="start" name="Start"><bpmn:outgoing>flow_start</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="work" name="Work on it">
      <bpmn:incoming>flow_start</bpmn:incoming>
      <bpmn:outgoing>flow_done</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:endEvent id="end" name="Done"><bpmn:incoming>flow_done</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="flow_start" sourceRef="start" targetRef="work" />
    <bpmn:sequenceFlow id="flow_done" name="Done" sourceRef="work" targetRef="end">
      <bpmn:extensionElements><portico:button key="done" label="Done" color="green" /></bpmn:extensionElements>
      <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">= outcome = "done"</bpmn:conditionExpression>
    </bpmn:sequenceFlow>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram">
    <bpmndi:BPMNPlane id="plane" bpmnElement="collaboration">
${shape('pool_shape', 'pool', [160, 80, 720, 320], horizontal)}
${shape('lane_initiator_shape', 'lane_initiator', [190, 80, 690, 160], horizontal)}
${shape('lane_executor_shape', 'lane_executor', [190, 240, 690, 160], horizontal)}
${shape('start_shape', 'start', [252, 142, 36, 36])}
${shape('work_shape', 'work', [420, 280, 100, 80])}
${shape('end_shape', 'end', [722, 302, 36, 36])}
${edge('flow_start_edge', 'flow_start', [
  [288, 160],
  [340, 160],
  [340, 320],
  [420, 320],
])}
${edge('flow_done_edge', 'flow_done', [
  [520, 320],
  [722, 320],
])}
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
`
}
