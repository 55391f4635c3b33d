// Parses every Bicep file of each folder and checks what a compiler would: the grammar, each resource against Azure's
// published schema, every name, module parameter and output. Prints one JSON report per folder, as a list.
// Usage: node check.mjs SCHEMA FOLDER...
import { readFileSync, readdirSync, existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Ajv from 'ajv'
import { Language, Parser } from 'web-tree-sitter'

const [schemaPath, ...folders] = process.argv.slice(2)
const schema = JSON.parse(readFileSync(schemaPath, 'utf8'))
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, logger: false })
ajv.addSchema({ $id: 'arm', ...schema })

await Parser.init()
const parser = new Parser()
parser.setLanguage(await Language.load(fileURLToPath(import.meta.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm'))))

// Types for which no schema is published in the subset; each is looked at by eye when it changes.
const unchecked = ['Microsoft.Authorization/roleDefinitions@2022-04-01']
// These attach to any resource by `scope:` and are no children by name.
const extensions = ['Microsoft.Authorization/roleAssignments', 'Microsoft.Authorization/locks', 'Microsoft.Insights/diagnosticSettings']
const functions = new Set(['concat', 'empty', 'environment', 'guid', 'json', 'length', 'loadTextContent', 'readEnvironmentVariable',
  'replace', 'resourceGroup', 'resourceId', 'subscription', 'subscriptionResourceId', 'take', 'toLower', 'union', 'uniqueString'])

const kids = (node) => node.namedChildren.filter((child) => child && child.type !== 'comment')
const expression = (node) => `[${node.text}]`

// A value as JSON; whatever is only known on deployment becomes "[text]", which every schema of the subset lets pass.
function value(node) {
  switch (node.type) {
    case 'object': {
      const made = {}
      for (const property of kids(node).filter((child) => child.type === 'object_property')) {
        const [key, ...rest] = kids(property)
        const last = rest.at(-1)
        if (last && last.type !== 'null') made[key.type === 'string' ? value(key) : key.text] = value(last)
      }
      return made
    }
    case 'array': return kids(node).map(value)
    case 'for_statement': return [value(node.childForFieldName('body') ?? kids(node).at(-1))]
    case 'string': return kids(node).some((child) => child.type === 'interpolation')
      ? expression(node)
      : node.text.startsWith("'''") ? node.text.slice(3, -3) : node.text.slice(1, -1).replace(/\\(.)/g, '$1')
    case 'boolean': return node.text === 'true'
    case 'number': return Number(node.text)
    case 'parenthesized_expression': return kids(node).length === 1 ? value(kids(node)[0]) : expression(node)
    default: return expression(node)
  }
}

const body = (node) => {
  const found = kids(node).at(-1)
  if (found.type === 'object') return found
  return found.descendantsOfType('object')[0]
}

class File {
  constructor(folder, name, report) {
    Object.assign(this, { folder, name, report, params: new Map(), names: new Set(), outputs: new Set(), used: new Set() })
    // The grammar knows no parameter files; an assignment there reads like a variable.
    const text = readFileSync(join(folder, name), 'utf8')
    this.root = parser.parse(name.endsWith('.bicepparam') ? text.replace(/^param (\w+) =/gm, 'var $1 =') : text).rootNode
  }

  problem(node, words) {
    this.report.problems.push(`${this.name}:${node.startPosition.row + 1}: ${words}`)
  }

  declare() {
    for (const bad of this.root.descendantsOfType('ERROR')) this.problem(bad, `cannot be read: ${bad.text.slice(0, 60)}`)
    if (this.root.hasError && this.root.descendantsOfType('ERROR').length === 0) this.problem(this.root, 'something is missing')
    for (const node of kids(this.root)) {
      const name = kids(node)[0]?.text
      if (node.type === 'parameter_declaration') this.params.set(name, { node, optional: /^param\s+\w+[^\n]*=/.test(node.text) })
      if (node.type === 'output_declaration') {
        this.outputs.add(name)
        this.report.outputs.push({ file: this.name, name, value: value(kids(node).at(-1)) })
      }
      if (node.type === 'variable_declaration') this.report.variables.push({ file: this.name, name, value: value(kids(node).at(-1)) })
      if (['parameter_declaration', 'variable_declaration', 'resource_declaration', 'module_declaration'].includes(node.type)) {
        if (this.names.has(name)) this.problem(node, `${name} is declared twice`)
        this.names.add(name)
      }
    }
  }

  check(files) {
    this.root.descendantsOfType('resource_declaration').forEach((node) => this.resource(node))
    this.root.descendantsOfType('module_declaration').forEach((node) => this.module(node, files))
    this.root.descendantsOfType('identifier').forEach((node) => this.identifier(node))
    this.root.descendantsOfType('member_expression').forEach((node) => this.output(node, files))
    if (this.name.endsWith('.bicepparam')) this.parameters(files)
    else for (const [name, { node }] of this.params) if (!this.used.has(name)) this.problem(node, `parameter ${name} is never used`)
  }

  resource(node) {
    const [symbol, typeNode] = kids(node)
    const type = value(typeNode)
    if (node.parent.type !== 'infrastructure') this.problem(node, `${symbol.text} is nested; write parent: instead`)
    const made = value(body(node))
    const existing = node.children.some((child) => child.type === 'existing' || child.text === 'existing')
    const path = type.split('@')[0]
    if (!existing && path.split('/').length > 2 && !made.parent) this.problem(node, `${symbol.text} is a child and names no parent`)
    if (!existing && extensions.includes(path) && !made.scope) this.problem(node, `${symbol.text} names no scope`)
    if (!made.name) this.problem(node, `${symbol.text} has no name`)
    if (!existing) {
      this.report.resources.push({ file: this.name, symbol: symbol.text, type, body: made })
      if (!unchecked.includes(type)) this.validate(node, symbol.text, type, made)
    }
  }

  validate(node, symbol, type, made) {
    if (!schema.resources[type]) return this.problem(node, `${symbol} is of the unknown type ${type}`)
    const check = ajv.getSchema(`arm#/resources/${encodeURIComponent(type.replaceAll('~', '~0').replaceAll('/', '~1'))}`)
      ?? ajv.compile({ $ref: `arm#/resources/${type.replaceAll('/', '~1')}` })
    if (check(made)) return
    // Each place may also hold an expression, so every mistake fails twice; the deepest one that is no expression says most.
    const told = check.errors.filter((error) => !error.schemaPath.includes('/expression/') && error.keyword !== 'anyOf')
    const deepest = Math.max(...told.map((error) => error.instancePath.split('/').length))
    const words = told.filter((error) => error.instancePath.split('/').length === deepest)
      .map((error) => `${error.instancePath} ${error.message} ${error.params.additionalProperty ?? error.params.allowedValues ?? ''}`.trim())
    this.problem(node, `${symbol}: ${[...new Set(words)].slice(0, 2).join('; ')}`)
  }

  module(node, files) {
    const [symbol, pathNode] = kids(node)
    const made = value(body(node))
    const target = files.get(value(pathNode))
    this.report.modules.push({ file: this.name, symbol: symbol.text, path: value(pathNode), params: made.params ?? {} })
    if (!target) return this.problem(node, `${symbol.text} names ${value(pathNode)}, which is not there`)
    this.given(node, symbol.text, Object.keys(made.params ?? {}), target)
    for (const [name, given] of Object.entries(made.params ?? {})) this.allowed(node, symbol.text, name, given, target)
  }

  given(node, who, names, target) {
    for (const name of names) if (!target.params.has(name)) this.problem(node, `${who} gives ${name}, which ${target.name} does not take`)
    for (const [name, { optional }] of target.params) if (!optional && !names.includes(name)) this.problem(node, `${who} does not give ${name}`)
  }

  // A parameter that lists its values takes no other.
  allowed(node, who, name, given, target) {
    const declared = target.params.get(name)?.node.text.replace(/^param\s+\w+\s*/, '') ?? ''
    const listed = /^'/.test(declared) ? [...declared.matchAll(/'([^']*)'/g)].map((match) => match[1]) : []
    if (typeof given === 'string' && !given.startsWith('[') && listed.length > 0 && !listed.includes(given))
      this.problem(node, `${who} gives ${name} '${given}', which is none of ${listed.join(', ')}`)
    const kind = { string: 'string', int: 'number', bool: 'boolean' }[declared.match(/^\w+/)?.[0]]
    if (kind && typeof given !== kind && !(typeof given === 'string' && given.startsWith('['))) this.problem(node, `${who} gives ${name} as ${typeof given}, not ${kind}`)
  }

  identifier(node) {
    const parent = node.parent
    const first = kids(parent)[0]?.id === node.id
    if (/declaration$/.test(parent.type) && first) return
    if (parent.type === 'object_property' && first) return
    for (let up = parent; up; up = up.parent) if (['type', 'decorators', 'decorator'].includes(up.type)) return
    if (parent.type === 'call_expression' && parent.childForFieldName('function')?.id === node.id) {
      if (!functions.has(node.text)) this.problem(node, `${node.text}() is no function known here`)
      return
    }
    if (this.names.has(node.text)) this.used.add(node.text)
    else if (!this.loopNames(node).includes(node.text)) this.problem(node, `${node.text} is declared nowhere`)
  }

  loopNames(node) {
    const names = []
    for (let up = node.parent; up; up = up.parent)
      if (up.type === 'for_statement') names.push(...(up.text.match(/for\s+\(?([\w\s,]+?)\)?\s+in\s/)?.[1].split(/[\s,]+/) ?? []))
    return names
  }

  output(node, files) {
    const [, symbol, name] = node.text.match(/^(\w+)!?\.outputs\.(\w+)$/) ?? []
    const module = symbol && this.report.modules.find((known) => known.file === this.name && known.symbol === symbol)
    if (module && files.get(module.path) && !files.get(module.path).outputs.has(name)) this.problem(node, `${module.path} puts out no ${name}`)
  }

  parameters(files) {
    const using = kids(this.root).find((node) => node.type === 'using_statement')
    const target = using && files.get(value(kids(using)[0]))
    if (!target) return this.problem(this.root, 'uses no file that is here')
    const set = kids(this.root).filter((node) => node.type === 'variable_declaration')
    this.given(this.root, this.name, set.map((node) => kids(node)[0].text), target)
    for (const node of set) this.allowed(node, this.name, kids(node)[0].text, value(kids(node).at(-1)), target)
  }
}

const reports = folders.map((folder) => {
  const report = { folder: basename(folder), files: [], resources: [], modules: [], variables: [], outputs: [], problems: [] }
  const files = new Map(readdirSync(folder).filter((name) => /\.bicep(param)?$/.test(name)).sort()
    .map((name) => [name, new File(folder, name, report)]))
  report.files = [...files.keys()]
  for (const file of files.values()) file.declare()
  for (const file of files.values()) file.check(files)
  for (const file of files.values())
    for (const match of file.root.text.matchAll(/loadTextContent\('([^']+)'\)/g))
      if (!existsSync(join(folder, match[1]))) report.problems.push(`${file.name}: ${match[1]} is not there`)
  return report
})
console.log(JSON.stringify(reports))
