import file from '../templates/handle-a-request.bpmn?raw'

/**
 * The request process with a question back, made for a workspace: its name, its app. The same file plays in the
 * scenarios of the engine, so what is offered here is known to run.
 */
export function requestTemplate({ name, app }: { name: string; app: string }): string {
  const document = new DOMParser().parseFromString(file, 'application/xml')
  for (const [tag, value] of [
    ['bpmn:participant', name],
    ['bpmn:process', name],
  ] as const)
    document.getElementsByTagName(tag)[0]?.setAttribute('name', value)
  document.getElementsByTagName('portico:item')[0]?.setAttribute('app', app)
  return new XMLSerializer().serializeToString(document)
}
