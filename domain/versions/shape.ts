import { z } from 'zod'

/** The part of a schema that says where unknown fields may lie: in objects, at any depth, and in the items of lists. */
export type Shape =
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, Field> }
  /** What it holds goes by keys of one kind (ids): other keys are unknown fields. */
  | { readonly kind: 'map'; readonly key: z.ZodType; readonly item: z.ZodType }
  | { readonly kind: 'list'; readonly item: z.ZodType }
  | { readonly kind: 'choice'; readonly options: readonly z.ZodObject[] }
  | { readonly kind: 'value' }

export type ObjectShape = Extract<Shape, { readonly kind: 'object' }>
export type MapShape = Extract<Shape, { readonly kind: 'map' }>

export interface Field {
  readonly schema: z.ZodType
  readonly isOptional: boolean
}

export type Fields = Readonly<Record<string, unknown>>

const shapes = new WeakMap<z.ZodType, Shape>()

/** Reads a schema once. Optional ones give the shape of what they hold. */
export function shapeOf(schema: z.ZodType): Shape {
  const known = shapes.get(schema)
  if (known !== undefined) return known
  const shape = readShape(schema)
  shapes.set(schema, shape)
  return shape
}

function readShape(schema: z.ZodType): Shape {
  if (schema instanceof z.ZodOptional) return shapeOf(schema.unwrap() as z.ZodType)
  if (schema instanceof z.ZodObject) {
    const entries = Object.entries<z.ZodType>(schema.shape)
    return { kind: 'object', fields: new Map(entries.map(([name, field]) => [name, toField(field)])) }
  }
  if (schema instanceof z.ZodRecord) {
    return { kind: 'map', key: schema.keyType as z.ZodType, item: schema.valueType as z.ZodType }
  }
  if (schema instanceof z.ZodArray) return { kind: 'list', item: schema.element as z.ZodType }
  if (schema instanceof z.ZodUnion && schema.options.every(option => option instanceof z.ZodObject)) {
    return { kind: 'choice', options: schema.options }
  }
  return { kind: 'value' }
}

function toField(schema: z.ZodType): Field {
  return schema instanceof z.ZodOptional
    ? { schema: schema.unwrap() as z.ZodType, isOptional: true }
    : { schema, isOptional: false }
}

/** The schema of what an object or a map holds under a name; undefined for a name that this version does not know. */
export function childOf(shape: ObjectShape | MapShape, name: string): z.ZodType | undefined {
  if (shape.kind === 'object') return shape.fields.get(name)?.schema
  return shape.key.safeParse(name).success ? shape.item : undefined
}

/** The option whose fixed fields (`kind`) are those of the value. */
export function pickOption(options: readonly z.ZodObject[], value: unknown): z.ZodObject | undefined {
  return isFields(value) ? options.find(option => hasFixedFields(option, value)) : undefined
}

function hasFixedFields(option: z.ZodObject, value: Fields): boolean {
  return Object.entries(option.shape).every(
    ([name, field]) => !(field instanceof z.ZodLiteral) || field.values.has(value[name] as never)
  )
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
