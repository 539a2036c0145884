/** A supergraph as Federation 1 composed them: core and join 0.1, owners, value types, fields that say nothing. */
export const fed1Supergraph = (urls: { readonly catalogue: string; readonly stock: string }): string => `
schema
  @core(feature: "https://specs.apollo.dev/core/v0.2")
  @core(feature: "https://specs.apollo.dev/join/v0.1", for: EXECUTION)
{
  query: Query
}

directive @core(as: String, feature: String!, for: core__Purpose) repeatable on SCHEMA
directive @join__field(graph: join__Graph, provides: join__FieldSet, requires: join__FieldSet) on FIELD_DEFINITION
directive @join__graph(name: String!, url: String!) on ENUM_VALUE
directive @join__owner(graph: join__Graph!) on INTERFACE | OBJECT
directive @join__type(graph: join__Graph!, key: join__FieldSet) repeatable on INTERFACE | OBJECT

enum core__Purpose { EXECUTION SECURITY }
scalar join__FieldSet

enum join__Graph {
  CATALOGUE @join__graph(name: "catalogue" url: "${urls.catalogue}")
  STOCK @join__graph(name: "stock" url: "${urls.stock}")
}

interface Ware { id: ID! title: String }

enum Unit { KG PIECE }

type Size { amount: Int unit: Unit }

type Product implements Ware
  @join__owner(graph: CATALOGUE)
  @join__type(graph: CATALOGUE, key: "id")
  @join__type(graph: CATALOGUE, key: "sku")
  @join__type(graph: STOCK, key: "id")
{
  id: ID! @join__field(graph: CATALOGUE)
  sku: String @join__field(graph: CATALOGUE)
  title: String @join__field(graph: CATALOGUE)
  size: Size @join__field(graph: CATALOGUE)
  weight: Int @join__field(graph: CATALOGUE)
  inStock: Size @join__field(graph: STOCK)
  shippingCost: Int @join__field(graph: STOCK, requires: "weight")
}

type Query {
  ware(id: ID!): Ware @join__field(graph: CATALOGUE)
  scarce: [Product] @join__field(graph: STOCK)
}
`;
