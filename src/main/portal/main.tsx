import { setUpApi } from '../../ui/api.ts'
import { brandTheme } from '../../ui/brand.ts'
import { makeQueries } from '../../ui/queries.ts'
import { start } from '../../ui/start.tsx'
import { router } from './routes.tsx'
import { fetchDoor, signInAddress } from './use-portal.ts'

setUpApi({ signInAddress })

const queries = makeQueries()
const door = await fetchDoor(queries)

void start({
  router,
  queries,
  brand: brandTheme(door?.branding.color),
  texts: {
    en: import.meta.glob('../../*/texts.en.json'),
    ru: import.meta.glob('../../*/texts.ru.json'),
  },
})
