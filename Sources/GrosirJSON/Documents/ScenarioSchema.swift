public enum ScenarioSchema { public static var document: JSONValue { [:] } }
