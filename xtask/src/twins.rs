//! Functions that are the same, byte for byte, as one: what Rust writes out for several types often is, once no
//! panic says where it was. This is worth a kilobyte of the page.

use std::{collections::HashMap, convert::Infallible};

use anyhow::{Context, Result};
use walrus::{ModuleConfig, passes::gc};
use wasm_encoder::{
    Module,
    reencode::{Error, Reencode},
};
use wasmparser::{Parser, Payload, TypeRef};

/// The same WASM with each function once.
pub(crate) fn merged(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut wasm = wasm.to_vec();
    loop {
        let first = first_of_each(&wasm)?;
        if first.iter().enumerate().all(|(own, first)| own == *first as usize) {
            return Ok(wasm);
        }
        let mut module = Module::new();
        Twins { first }.parse_core_module(&mut module, Parser::new(0), &wasm)?;
        // Those that nothing calls any more go; then others may be the same that called different ones.
        let mut module = ModuleConfig::new().parse(&module.finish()).context("What has each once is no WASM")?;
        gc::run(&mut module);
        wasm = module.emit_wasm();
    }
}

/// For each function, the imported ones too, the first that is the same.
fn first_of_each(wasm: &[u8]) -> Result<Vec<u32>> {
    let mut first = Vec::new();
    let mut types = Vec::new().into_iter();
    let mut known = HashMap::new();
    let mut number = 0;
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    if matches!(import?.ty, TypeRef::Func(_)) {
                        first.push(number);
                        number += 1;
                    }
                }
            }
            Payload::FunctionSection(section) => {
                types = section.into_iter().collect::<Result<Vec<_>, _>>()?.into_iter();
            }
            Payload::CodeSectionEntry(body) => {
                let kind = types.next().context("A function has no type")?;
                let code = wasm.get(body.range()).context("A body lies outside")?;
                first.push(*known.entry((kind, code)).or_insert(number));
                number += 1;
            }
            _ => {}
        }
    }
    Ok(first)
}

/// Writes a module anew, in which the first is called instead of each that is the same.
struct Twins {
    first: Vec<u32>,
}

impl Reencode for Twins {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        Ok(self.first.get(function as usize).copied().unwrap_or(function))
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        CodeSection, ExportKind, ExportSection, Function, FunctionSection, Instruction, TypeSection, ValType,
    };

    use super::*;

    #[test]
    fn twins_are_one_and_so_are_those_that_call_them() {
        let (mut types, mut functions, mut code) = (TypeSection::new(), FunctionSection::new(), CodeSection::new());
        types.ty().function([ValType::I32], []);
        types.ty().function([], []);
        let drops = [Instruction::LocalGet(0), Instruction::Drop, Instruction::End];
        let calls = |function| [Instruction::LocalGet(0), Instruction::Call(function), Instruction::End];
        let ends = [Instruction::End];
        let all: [(u32, &[Instruction<'_>]); 7] =
            [(0, &drops), (0, &drops), (0, &calls(0)), (0, &calls(1)), (1, &ends), (0, &ends), (0, &calls(5))];
        for (kind, body) in all {
            functions.function(kind);
            let mut function = Function::new([]);
            for instruction in body {
                function.instruction(instruction);
            }
            code.function(&function);
        }
        let mut exports = ExportSection::new();
        for (name, function) in [("a", 2), ("b", 3), ("c", 4), ("d", 6)] {
            exports.export(name, ExportKind::Func, function);
        }
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&exports).section(&code);
        let merged = merged(&module.finish()).expect("it is a module");
        // One that drops, one that calls it, two that do nothing with and without a parameter, and one that calls
        // the one of these.
        assert_eq!(first_of_each(&merged).expect("it is read").len(), 5);
        let exports = Parser::new(0).parse_all(&merged).find_map(|payload| match payload.expect("it is read") {
            Payload::ExportSection(section) => Some(section),
            _ => None,
        });
        let numbers: HashMap<_, _> = exports
            .expect("it has some")
            .into_iter()
            .map(|export| export.map(|export| (export.name, export.index)).expect("it is read"))
            .collect();
        assert_eq!(numbers["a"], numbers["b"]);
        assert!(numbers["c"] != numbers["d"] && numbers["a"] != numbers["d"]);
    }
}
