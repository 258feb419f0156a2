import { definitionOf } from '../../pages/contract-widgets.ts'
import type { Translate } from '../../ui/language.ts'
import type { ExposureShape } from '../contract.ts'

/** What a widget is called on the screen. */
export const widgetName = (type: string, t: Translate): string => t(definitionOf(type)?.name ?? type)

/** One right on one thing as a sentence; what people from outside will be able to do. */
export function exposureWords({ resource, rights, narrowedTo }: ExposureShape, t: Translate): string[] {
  const name = { name: resource.name || t('something that is not there any more') }
  return rights.map((right) => {
    if (right === 'start') return t('Start the process “{{name}}”', name)
    if (right === 'create') return t('Make items in “{{name}}”', name)
    if (resource.kind === 'file') return t('See the picture “{{name}}”', name)
    if (narrowedTo === 'author') return t('See the items of “{{name}}” that they wrote themselves', name)
    if (narrowedTo === 'organization') return t('See the items of “{{name}}” written in their organization', name)
    return t('See all items of “{{name}}”', name)
  })
}
